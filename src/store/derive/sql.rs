//! The look-ups of the derivation. Each names its index: left to itself SQLite walks the conversation from its end
//! until a message fits, which in a thread of 50,000 may be a long way.

/// The newest message of a class: position and JSON.
pub(in super::super) const NEWEST_OF_CLASS: &str = "
    SELECT at, id, json FROM message INDEXED BY message_class
    WHERE conversation = ?1 AND class = ?2 ORDER BY at DESC, id DESC LIMIT 1";

/// The position of the newest message of a class.
pub(in super::super) const LAST_OF_CLASS: &str = "
    SELECT at, id FROM message INDEXED BY message_class
    WHERE conversation = ?1 AND class = ?2 ORDER BY at DESC, id DESC LIMIT 1";

/// The first message of class 2 after position (3, 4) and after time 5; 6 is the time that stands for none.
pub(in super::super) const FIRST_OF_CLASS_AFTER: &str = "
    SELECT at FROM message INDEXED BY message_class
    WHERE conversation = ?1 AND class = ?2 AND at >= max(?3, ?5) AND (at > ?3 OR id > ?4) AND (at > ?5 OR ?5 = ?6)
    ORDER BY at, id LIMIT 1";

/// How many messages of classes 2 and 3 stand after position (4, 5).
pub(in super::super) const COUNT_OF_CLASSES_AFTER: &str = "
    SELECT count(*) FROM message INDEXED BY message_class
    WHERE conversation = ?1 AND class IN (?2, ?3) AND at >= ?4 AND (at > ?4 OR id > ?5)";

/// The time of the newest message whose class is below 2.
pub(in super::super) const NEWEST_TIME: &str = "
    SELECT at FROM message INDEXED BY message_order
    WHERE conversation = ?1 AND class < ?2 ORDER BY at DESC, id DESC LIMIT 1";

/// The position of the first message of class 2 behind position (3, 4).
pub(in super::super) const NEXT_OF_CLASS: &str = "
    SELECT at, id FROM message INDEXED BY message_class
    WHERE conversation = ?1 AND class = ?2 AND at >= ?3 AND (at > ?3 OR id > ?4) ORDER BY at, id LIMIT 1";

/// The messages of class 2 from time 3 to time 4, oldest first: position and JSON.
pub(in super::super) const CLASS_BETWEEN: &str = "
    SELECT at, id, json FROM message INDEXED BY message_class
    WHERE conversation = ?1 AND class = ?2 AND at BETWEEN ?3 AND ?4 ORDER BY at, id";
