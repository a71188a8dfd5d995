//! The files of a workspace to import, and their shape (`assets/demo/README.md` describes it).

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The texts of the files: the workspace, and by channel key its threads and its feed.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) workspace: &'a str,
    pub(super) channels: &'a [(&'a str, &'a str, &'a str)],
}

macro_rules! channel {
    ($key:literal) => {
        (
            $key,
            include_str!(concat!("../../../assets/demo/threads/", $key, ".json")),
            include_str!(concat!("../../../assets/demo/feeds/", $key, ".json")),
        )
    };
}

/// The demo workspace.
pub(super) const DEMO: Files<'static> = Files {
    workspace: include_str!("../../../assets/demo/workspace.json"),
    channels: &[
        channel!("whatsapp"),
        channel!("email"),
        channel!("web-chat"),
        channel!("phone"),
    ],
};

/// The files, read.
pub(super) struct Bundle {
    pub(super) workspace: Workspace,
    pub(super) channels: Vec<(ChannelEntry, Vec<ThreadEntry>, Vec<MessageEntry>)>,
}

#[derive(Deserialize)]
struct WorkspaceFile {
    workspace: Workspace,
    channels: Vec<ChannelEntry>,
}

#[derive(Deserialize)]
pub(super) struct Workspace {
    pub(super) handle: String,
    pub(super) name: String,
}

#[derive(Deserialize)]
pub(super) struct ChannelEntry {
    key: String,
    pub(super) name: String,
    pub(super) handle: Option<String>,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) metadata: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ThreadEntry {
    pub(super) title: Option<String>,
    pub(super) status: String,
    pub(super) external_id: Option<String>,
    #[serde(default)]
    pub(super) metadata: Value,
    pub(super) created_at: String,
    pub(super) closed_at: Option<String>,
    pub(super) messages: Vec<MessageEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MessageEntry {
    pub(super) key: String,
    pub(super) at: String,
    pub(super) direction: String,
    pub(super) status: String,
    pub(super) kind: String,
    pub(super) text: Option<String>,
    pub(super) author: Value,
    pub(super) parent: Option<String>,
    pub(super) external_id: Option<String>,
    #[serde(default)]
    pub(super) raw: Value,
    #[serde(default)]
    pub(super) metadata: Value,
    #[serde(default)]
    pub(super) attachments: Vec<Value>,
}

impl Bundle {
    /// Reads the files; the error says which is wrong, and where.
    pub(super) fn read(files: Files<'_>) -> Result<Self, String> {
        let WorkspaceFile {
            workspace,
            channels,
        } = parse("workspace", files.workspace)?;
        let channels = channels
            .into_iter()
            .map(|channel| {
                let (key, threads, feed) = files
                    .channels
                    .iter()
                    .find(|(key, ..)| *key == channel.key)
                    .ok_or_else(|| format!("no files for the channel {}", channel.key))?;
                Ok((channel, parse(key, threads)?, parse(key, feed)?))
            })
            .collect::<Result<_, String>>()?;
        Ok(Self {
            workspace,
            channels,
        })
    }
}

fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))
}
