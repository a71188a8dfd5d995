//! Whatever can lie above the panes has its picture at every size, as text, in full colour and without any.

use std::path::Path;

use andibox::app::overlay::{Overlay, PagerKind};
use andibox::app::prompt::Purpose;

use crate::desk::SIZES;
use crate::styles::LOOKS;

/// Names the picture of each kind. A kind without a name does not compile, a name without a picture fails below.
macro_rules! pictures {
    (
        menu $menu:literal, stop $stop:literal,
        pagers { $($pager:pat => $read:literal,)+ }
        prompts { $($prompt:pat => $typed:literal,)+ }
    ) => {
        /// The pictures that show a kind of overlay each.
        const PICTURES: &[&str] = &[$menu, $stop, $($read,)+ $($typed),+];

        /// The picture that shows this kind of overlay.
        fn picture_of(overlay: &Overlay) -> &'static str {
            match overlay {
                Overlay::Menu(_) => $menu,
                Overlay::Stop(_) => $stop,
                Overlay::Pager(pager) => match &pager.kind {
                    $($pager => $read,)+
                },
                Overlay::Prompt(prompt) => match &prompt.purpose {
                    $($prompt => $typed,)+
                },
            }
        }
    };
}

pictures! {
    menu "menu_status",
    stop "stop_before_send",
    pagers {
        PagerKind::Help => "help",
        PagerKind::Lifecycle(_) => "lifecycle",
        PagerKind::Raw => "raw",
        PagerKind::Requests => "requests",
        PagerKind::Request(_) => "request",
        PagerKind::Stats(_) => "stats",
        // Only within a stop.
        PagerKind::News => "stop_before_send",
    }
    prompts {
        Purpose::NewThread { .. } => "prompt_title",
        Purpose::Filter { .. } => "prompt_filter",
        Purpose::Find { .. } => "find",
        Purpose::FindRaw(_) => "find_raw",
        Purpose::ViewName => "view_name",
        Purpose::Palette => "palette",
        Purpose::Remind { .. } => "remind_offers",
        Purpose::Attach => "attach",
        Purpose::Jump => "jump",
    }
}

/// Panes and states that are looked at in colour and without, beside the overlays.
const STYLED: [&str; 18] = [
    "list",
    "list_news",
    "places",
    "conversation",
    "conversation_held",
    "sidebar",
    "reply",
    "reply_selected",
    "note",
    "marked",
    "notice",
    "notice_error",
    "offline",
    "key_refused",
    "read_only",
    "empty_inbox",
    "which_key",
    "tour_1",
];

/// Whether a picture is also taken with its styles.
pub fn is_styled(name: &str) -> bool {
    STYLED.contains(&name) || PICTURES.contains(&name)
}

/// A picture that stands for a kind of overlay must show it.
pub fn assert_shown(name: &str, overlay: Option<&Overlay>) {
    if PICTURES.contains(&name) {
        assert_eq!(overlay.map(picture_of), Some(name));
    }
}

#[test]
fn every_kind_of_overlay_has_its_pictures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens/snapshots");
    let mut missing = Vec::new();
    let mut look_for = |name: String| {
        if !folder.join(format!("screens__shots__{name}.snap")).exists() {
            missing.push(name);
        }
    };
    for name in PICTURES.iter().chain(&STYLED) {
        for (w, h) in SIZES {
            look_for(format!("{name}@{w}x{h}"));
            for (look, _) in LOOKS {
                look_for(format!("style_{name}@{w}x{h}_{look}"));
            }
        }
    }
    assert!(missing.is_empty(), "no pictures: {missing:?}");
}
