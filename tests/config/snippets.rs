//! Snippets: one file each, what is wrong said with its place, the others work.

use super::*;
use andibox::config::snippets;
use andibox::model::Mode;

fn write(desk: &Desk, name: &str, text: &str) {
    let folder = desk.paths().snippets_dir();
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), text).unwrap();
}

#[test]
fn a_file_is_a_snippet_named_by_itself_or_by_its_name() {
    let desk = desk();
    write(
        &desk,
        "greet.toml",
        "text = \"Hello {{customer.first_name}},\\n\"\n",
    );
    write(
        &desk,
        "b.toml",
        "name = \"refund\"\ntext = '''\nYour refund\nis on its way.\n'''\nchannels = [\"mail\"]\nmode = \"reply\"\n",
    );
    write(&desk, "readme.md", "not one");
    let (found, problems) = snippets(&desk.paths());
    assert!(problems.is_empty(), "{problems:?}");
    let names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["greet", "refund"]);
    assert_eq!(found[0].text, "Hello {{customer.first_name}},");
    assert_eq!(found[1].text, "Your refund\nis on its way.");
    assert_eq!(
        (found[1].channels.as_slice(), found[1].mode),
        (&["mail".to_owned()][..], Some(Mode::Reply))
    );
}

#[test]
fn what_is_wrong_is_said_with_file_line_key_and_what_is_allowed_and_the_others_work() {
    let desk = desk();
    write(&desk, "good.toml", "text = \"Hi\"");
    write(&desk, "a.toml", "text = \"Hi\"\nmode = \"shout\"\n");
    write(&desk, "b.toml", "\ntxet = \"Hi\"\n");
    write(&desk, "c.toml", "text = \"unended\n");
    write(&desk, "d.toml", "text = \"x\"\nchannels = \"mail\"\n");
    let (found, _) = snippets(&desk.paths());
    assert_eq!(found.len(), 1);
    let said = desk.check().join("\n");
    for words in [
        "a.toml:2:8: mode = \"shout\": expected \"reply\" or \"note\".",
        "b.toml:2:1: txet is not a setting. Perhaps text was meant.",
        "b.toml:1:1: text = nothing: expected the words in quotes.",
        "c.toml:1:",
        "d.toml:2:12: channels = \"mail\": expected a list of channels",
    ] {
        assert!(said.contains(words), "{words}\nin\n{said}");
    }
}

#[test]
fn no_folder_is_no_snippets_and_nothing_wrong() {
    let desk = desk();
    let (found, problems) = snippets(&desk.paths());
    assert!(found.is_empty() && problems.is_empty());
}
