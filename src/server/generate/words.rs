//! The words of generated workspaces.

use crate::server::chance::Rng;

pub(super) const CHANNELS: &[&str] = &[
    "WhatsApp",
    "Email",
    "Web chat",
    "Phone",
    "Marketplace",
    "Resellers",
];

pub(super) const SUBJECTS: &[&str] = &[
    "Question about order",
    "Missing parcel",
    "Refund for",
    "Damaged delivery",
    "Invoice for",
    "Exchange of",
    "Warranty claim",
    "Address change for",
    "Late delivery of",
    "Wrong size in",
    "Cancel order",
    "Pick-up of",
];
pub(super) const THINGS: &[&str] = &[
    "NW",
    "the tent",
    "a backpack",
    "two stoves",
    "the sleeping bag",
    "boots",
    "the headlamp",
    "a rain jacket",
];

const FIRST: &[&str] = &[
    "Jane", "Omar", "Lucía", "Pierre", "Yuki", "Anna", "Kwame", "Elif", "Jonas", "Priya", "Marta",
    "Ivan", "Noor", "Chen", "Sofia", "Tomás",
];
const LAST: &[&str] = &[
    "Miller", "Haddad", "García", "Dubois", "Tanaka", "Kowalska", "Mensah", "Yılmaz", "Becker",
    "Sharma", "Rossi", "Petrov", "Jansen", "Wei", "Silva", "Novák",
];
const AGENTS: &[(&str, &str)] = &[
    ("Ana Ruiz", "ana"),
    ("Tom Berger", "tom"),
    ("Mei Lin", "mei"),
    ("Sam Okafor", "sam"),
    ("Ida Holm", "ida"),
];

const CUSTOMER: &[&str] = &[
    "Hello, I have a question about my order.",
    "It has not arrived yet.",
    "The tracking page has not moved for three days.",
    "The zip of the inner tent is broken.",
    "Can I still change the size?",
    "I was charged twice.",
    "Thank you, that helps a lot.",
    "When will somebody look at this?",
    "Here is a photo of the label.",
    "The colour is not what the picture shows.",
    "Could you send me the invoice again?",
    "We leave on Friday, so it is a bit urgent.",
    "Gracias, lo miro esta tarde.",
    "Das Paket ist leider beschädigt angekommen.",
    "Je préfère un remboursement.",
    "ありがとうございます。",
    "Any news?",
    "The courier says the address is incomplete.",
    "Is it the same with the older model?",
    "Perfect.",
];
const AGENT: &[&str] = &[
    "Thanks for getting in touch.",
    "I am sorry about the trouble.",
    "I have asked the warehouse and will come back to you today.",
    "A replacement is on its way.",
    "The refund takes three to five working days.",
    "Could you send me the order number?",
    "You can return it free of charge with this label.",
    "I have changed the address.",
    "The invoice is attached.",
    "Please try it once more with the newest version.",
    "It should arrive on Thursday.",
    "Is there anything else I can do for you?",
    "I have passed it on to my colleague.",
    "That model is back in stock next week.",
    "Let me check that for you.",
];

/// One to four sentences; now and then a long message.
pub(super) fn text(customer: bool, rng: &mut Rng) -> String {
    let from = if customer { CUSTOMER } else { AGENT };
    let sentences = if rng.per_mille(20) {
        rng.between(8, 30)
    } else {
        rng.between(1, 4)
    };
    let mut text = String::new();
    for n in 0..sentences {
        if n > 0 {
            text.push(if n % 5 == 4 { '\n' } else { ' ' });
        }
        text.push_str(rng.pick(from).copied().unwrap_or_default());
    }
    text
}

/// A customer as the JSON of an author. The names need no escaping.
pub(super) fn customer(rng: &mut Rng) -> String {
    let first = rng.pick(FIRST).copied().unwrap_or_default();
    let last = rng.pick(LAST).copied().unwrap_or_default();
    let n = rng.between(100, 99_999);
    format!(
        r#"{{"role":"user","name":"{first} {last}","email":"customer{n}@example.com","externalId":"c-{n}"}}"#
    )
}

/// Somebody of the team as the JSON of an author.
pub(super) fn agent(rng: &mut Rng) -> String {
    let (name, word) = rng.pick(AGENTS).copied().unwrap_or_default();
    format!(r#"{{"role":"agent","name":"{name}","email":"{word}@northwind.example"}}"#)
}
