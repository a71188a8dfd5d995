//! The question every list of threads asks.

use crate::model::{BuiltinView, ChannelId, Sort};

use super::Query;

/// Which threads, in which order.
#[derive(Clone, PartialEq, Debug)]
pub struct ListSpec {
    /// The view it starts from.
    pub view: BuiltinView,
    /// Only this channel's threads.
    pub channel: Option<ChannelId>,
    /// Only threads that pass this.
    pub filter: Option<Query>,
    /// The order.
    pub sort: Sort,
}

impl ListSpec {
    /// A view over all channels in its own order, without a filter.
    pub const fn of(view: BuiltinView) -> Self {
        Self {
            view,
            channel: None,
            filter: None,
            sort: view.sort(),
        }
    }
}
