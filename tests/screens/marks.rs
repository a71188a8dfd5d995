//! Marks, the summary of what happens to them, saved views and the filter menu, at every size.

use andibox::app::msg::Msg;
use andibox::app::views::View;
use andibox::model::*;
use andibox::query::{Query, SavedView};

use crate::desk::Desk;
use crate::shots::{after, at_desk, shoot};
use crate::world::*;

fn view(name: &str, query: &str) -> View {
    View::new(SavedView {
        name: name.to_owned(),
        query: Query::parse(query).unwrap(),
        sort: Sort::Newest,
        channel: None,
    })
}

fn with_views(keys: &str, size: (u16, u16)) -> Desk {
    let mut desk = at_desk(size);
    desk.state.views = vec![
        view("VIP waiting", "meta.plan:vip waiting:us"),
        view("With an attachment of a customer", "has:attachment"),
    ];
    desk.state.views[0].count = Some(7);
    desk.keys(keys);
    desk
}

#[test]
fn marked_rows_have_a_sign_and_are_counted() {
    shoot("marked", |size| after("x x j x", size));
}

#[test]
fn the_summary_says_what_will_happen() {
    shoot("marked_summary", |size| {
        let mut world = busy();
        world.rows[1].status = ThreadStatus::Archived;
        world.rows[2].status = ThreadStatus::Closed;
        world.rows[2].waiting = Waiting::Nobody;
        world.rows[0].last_message_at = Some(now());
        let mut desk = Desk::new(world, size);
        desk.keys("V e");
        desk
    });
}

#[test]
fn marked_threads_can_be_read_and_unread() {
    shoot("marked_unread", |size| after("x x u", size));
}

#[test]
fn the_status_of_marked_threads_is_chosen() {
    shoot("marked_status", |size| after("x x s", size));
}

#[test]
fn saved_views_stand_below_the_others() {
    shoot("saved_views", |size| with_views("g1 1", size));
}

#[test]
fn a_saved_view_stands_in_the_title() {
    shoot("saved_view_listed", |size| with_views("g2", size));
}

#[test]
fn an_empty_saved_view_says_what_it_shows() {
    shoot("saved_view_empty", |size| {
        let mut desk = with_views("", size);
        desk.world.rows.clear();
        desk.keys("g1");
        desk
    });
}

#[test]
fn the_filter_menu_offers_the_usual_filters() {
    shoot("filter_menu", |size| after("f", size));
}

#[test]
fn the_filter_menu_shows_what_is_in_force() {
    shoot("filter_menu_in_force", |size| after("f u f", size));
}

#[test]
fn the_name_of_a_view_is_asked_for() {
    shoot("view_name", |size| {
        let mut desk = after("f u f s", size);
        desk.types("Unread ones");
        desk
    });
}

#[test]
fn a_view_that_was_saved_says_its_key() {
    shoot("view_saved", |size| {
        let mut desk = after("f u", size);
        let saved = view("Unread ones", "is:unread").saved;
        desk.send(Msg::ViewSaved(saved));
        desk
    });
}
