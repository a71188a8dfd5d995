//! Laws of drawing: no size and no text breaks a frame, and no cell ever carries what a terminal would obey.

use andibox::app::Facts;
use andibox::app::effect::Timer;
use andibox::app::msg::Msg;
use andibox::model::*;
use andibox::text::width;
use andibox::theme::{Theme, ThemeName};
use andibox::view::draw;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::buffers::drawn;
use crate::desk::Desk;
use crate::shots::{after, draft_key};
use crate::world::*;

/// Pieces that break terminals, measures and wraps.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("plain words ".to_owned()),
        Just("日本語テキスト".to_owned()),
        Just("👩‍👩‍👧‍👦👍🏽🇩🇪".to_owned()),
        Just("z̸̡̛͓̈́͝a̷̢͌l̶̰̓g̵̗͊ó̴̯".to_owned()),
        Just("\u{1b}[31mred\u{1b}[0m\u{1b}]52;c;aGk=\u{7}".to_owned()),
        Just("\u{202e}gnp.exe\u{2066}x\u{2069}".to_owned()),
        Just("\u{200b}\u{feff}\u{ad}\u{200d}".to_owned()),
        Just("a\tb\r\nc\u{8}\u{7f}\u{85}\u{9b}31m".to_owned()),
        Just("ｶﾞｷﾞﾊﾟ ﷽ ꧅ 𒐫".to_owned()),
        Just("> quoted\n\n\n> again\n".to_owned()),
        Just("supercalifragilistic".repeat(20)),
        Just("\u{e0041}\u{e007f}\u{fff9}\u{2028}\u{2029}".to_owned()),
        Just("नमस्ते สวัสดี مرحبا שלום".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(hostile(), 24)
}

/// A world with one of those texts wherever the API or the person can put one.
fn world(texts: &[String]) -> World {
    let text = |index: usize| texts[index % texts.len()].as_str();
    let mut world = busy();
    world
        .rows
        .push(row("t9", text(0), text(1), text(2), Waiting::Reply(ago(9))));
    world.rows.push(row("t1", "", "", text(3), Waiting::Nobody));
    for (index, row) in world.rows.iter_mut().enumerate() {
        row.person = Some(text(index).into());
        row.title = Some(text(index + 1).into());
        row.snippet = Some(text(index + 2).into());
        row.channel_label = text(index + 3).into();
        if index % 3 == 0 {
            row.status = ThreadStatus::read(text(index + 4));
        }
    }
    for (index, channel) in world.channels.iter_mut().enumerate() {
        channel.label = text(index + 5).into();
    }
    for (index, message) in world.messages.iter_mut().enumerate() {
        message.text = Some(text(index + 6).into());
        message.author.name = Some(text(index + 7).into());
        message.created_at = match index % 4 {
            0 => Stamp::read(text(index + 8)),
            _ => message.created_at.clone(),
        };
        if index % 3 == 0 {
            message.kind = MessageKind::read(text(index + 9));
            message.status = MessageStatus::read(text(index + 10));
            message.author.role = AuthorRole::read(text(index + 11));
        }
        message.attachments = vec![attachment(text(index + 12), text(index + 13), f64::MAX)];
    }
    world.drafts = vec![(draft_key(Mode::Reply), text(14).to_owned())];
    world
}

fn desk(texts: &[String], size: (u16, u16), local: bool) -> Desk {
    let facts = Facts {
        profile: andibox::text::SafeText::line(&texts[15]),
        address: andibox::text::SafeText::line(&texts[16]),
        me: author(AuthorRole::Agent, &texts[17]),
        local,
        read_only: false,
        ..Facts::default()
    };
    let mut desk = Desk::with(facts, world(texts), size);
    let problem = Problem::new(ProblemKind::Refused, texts[18].as_str());
    desk.send(Msg::Link(Link::Offline {
        since: ago(3),
        problem,
        retry_at: None,
    }));
    desk
}

/// Ways to open everything there is.
const WAYS: [&str; 20] = [
    "",
    "j j",
    "Enter",
    "Enter k k k k",
    "Enter H k k",
    "1 j j",
    "1 G",
    "r",
    "i",
    "Enter k r",
    "4",
    "s",
    "c",
    ":",
    "/",
    "?",
    "? / a",
    "Ctrl-p a",
    "L",
    "i Ctrl-x t",
];

fn check(buffer: &Buffer) -> Result<(), TestCaseError> {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            for c in symbol.chars() {
                prop_assert!(!obeyed(c), "{c:?} at {x},{y} in {symbol:?}");
            }
            let cols = symbol.cell_width();
            prop_assert!(cols >= 1, "nothing is drawn at {x},{y}");
            prop_assert_eq!(usize::from(cols), width(symbol));
            prop_assert!(
                x + cols <= buffer.area.width,
                "{symbol:?} sticks out at {x},{y}"
            );
            for hidden in x + 1..x + cols {
                prop_assert_eq!(buffer[(hidden, y)].symbol(), " ", "below {:?}", symbol);
            }
            x += cols;
        }
    }
    Ok(())
}

/// What a terminal obeys instead of showing it.
fn obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_and_no_size_breaks_a_frame(
        texts in texts(),
        w in 1u16..=300,
        h in 1u16..=100,
        small in any::<bool>(),
        way in 0..WAYS.len(),
        local in any::<bool>(),
    ) {
        let size = if small { (w % 90 + 1, h % 30 + 1) } else { (w, h) };
        let mut desk = desk(&texts, size, local);
        desk.keys(WAYS[way]);
        check(&drawn(&desk.state, &Theme::default()).0)?;
        desk.send(Msg::Paste(texts[19].clone()));
        desk.send(Msg::Failed(texts[20].as_str().into()));
        check(&drawn(&desk.state, &Theme::default()).0)?;
        desk.send(Msg::Raw(texts[21].as_str().into()));
        let (buffer, drawn) = drawn(&desk.state, &Theme::builtin(ThemeName::None));
        check(&buffer)?;
        for (area, _) in drawn.hits.iter() {
            prop_assert!(area.x + area.w <= size.0 && area.y + area.h <= size.1);
        }
    }

    #[test]
    fn a_resize_between_update_and_drawing_breaks_nothing(
        w in 1u16..=140, h in 1u16..=50, bw in 1u16..=140, bh in 1u16..=50, way in 0..WAYS.len(),
    ) {
        let desk = after(WAYS[way], (w, h));
        let mut buffer = Buffer::empty(Rect::new(0, 0, bw, bh));
        draw(&desk.state, &Theme::default(), &mut buffer);
        check(&buffer)?;
    }
}

#[test]
fn a_box_over_the_last_of_three_columns_of_a_glyph_takes_it_away_whole() {
    // A halfwidth letter with its sound mark counts three columns.
    let mut texts = vec![String::new(); 40];
    texts[6] = "ｶ\u{ff9e}ｷ\u{ff9e}ﾊ\u{ff9f}".into();
    for w in 40..60 {
        let mut desk = desk(&texts, (w, 24), false);
        desk.keys("s");
        check(&drawn(&desk.state, &Theme::default()).0).unwrap();
    }
}

#[test]
fn every_size_has_a_screen() {
    for way in ["", "Enter", "r", "4"] {
        let mut desk = after(way, (120, 40));
        for w in (1..=300).step_by(7) {
            for h in (1..=100).step_by(5) {
                desk.send(Msg::Resize(w, h));
                let (buffer, _) = drawn(&desk.state, &Theme::default());
                check(&buffer).unwrap();
            }
        }
    }
}

#[test]
fn the_cursor_stands_where_text_is_typed_and_nowhere_else() {
    for (keys, shown) in [
        ("", false),
        ("r", true),
        ("/", true),
        (":", true),
        ("s", false),
    ] {
        for size in crate::desk::SIZES {
            let desk = after(keys, size);
            let (_, drawn) = drawn(&desk.state, &Theme::default());
            assert_eq!(drawn.cursor.is_some(), shown, "{keys:?} at {size:?}");
            assert!(drawn.cursor.is_none_or(|(x, y)| x < size.0 && y < size.1));
        }
    }
}

#[test]
fn a_frame_is_the_same_until_a_minute_has_passed() {
    let mut desk = after("", (120, 40));
    let before = drawn(&desk.state, &Theme::default());
    let later = now() + chrono::TimeDelta::seconds(40);
    desk.send(Msg::Now(later, desk.state.tz));
    assert_eq!(before.0, drawn(&desk.state, &Theme::default()).0);
}

#[test]
fn drawing_twice_draws_the_same() {
    let mut desk = after("g", (80, 24));
    let press = desk.state.press;
    desk.send(Msg::Timer(Timer::WhichKey(press)));
    let (first, _) = drawn(&desk.state, &Theme::default());
    let mut again = first.clone();
    for cell in &mut again.content {
        cell.set_symbol("漢").modifier = Modifier::all();
    }
    draw(&desk.state, &Theme::default(), &mut again);
    assert_eq!(first, again);
}

#[test]
fn rows_and_messages_are_where_the_map_says() {
    use andibox::view::Target;
    let desk = after("Enter", (120, 40));
    let (buffer, drawn) = drawn(&desk.state, &Theme::default());
    let omar = Target::Thread(desk.state.list.rows[1].conversation.clone());
    let area = drawn.hits.area_of(&omar).unwrap();
    assert_eq!((area.x, area.w, area.h), (27, 38, 2));
    let row: String = (area.x..area.x + area.w)
        .map(|x| buffer[(x, area.y)].symbol())
        .collect();
    assert!(row.contains("Omar Haddad"), "{row}");
    assert_eq!(drawn.hits.at(area.x + 3, area.y + 1), Some(&omar));
    let last = Target::Message("m10".into());
    let area = drawn.hits.area_of(&last).unwrap();
    assert_eq!(drawn.hits.at(area.x, area.y), Some(&last));
}
