//! What is right by itself and wrong beside something else.

use super::layers::{Layers, profile_key};
use super::near::near;
use super::{ConfigError, Origin, ProfileName, Settings};

/// Reports contradictions and puts defaults in their place.
pub(super) fn check_together(layers: &mut Layers) {
    check_intervals(layers);
    let default = layers.settings.default_profile.clone();
    if let Some(name) = default.filter(|name| !layers.profiles.contains_key(name))
        && !name.is_local()
    {
        let names: Vec<&str> = layers.profiles.keys().map(ProfileName::as_str).collect();
        let reason = match near(name.as_str(), names.iter().copied()).as_slice() {
            [] if names.is_empty() => format!("there is no profile \"{name}\", nor any other."),
            [] => format!(
                "there is no profile \"{name}\"; there is: {}.",
                names.join(", ")
            ),
            near => format!(
                "there is no profile \"{name}\". Did you mean {}?",
                near.join(" or ")
            ),
        };
        contradiction(layers, "default_profile", reason);
    }
    check_addresses(layers);
}

fn check_intervals(layers: &mut Layers) {
    let sync = &layers.settings.sync;
    let (least, most) = (sync.others_min, sync.others_max);
    if least <= most {
        return;
    }
    let to_change = match layers.origin("sync.others_max_s") {
        Origin::File { .. } => "sync.others_max_s",
        _ => "sync.others_min_s",
    };
    let reason = format!(
        "sync.others_min_s = {} is more than sync.others_max_s = {}; the defaults are used for both.",
        least.as_secs(),
        most.as_secs()
    );
    contradiction(layers, to_change, reason);
    let defaults = Settings::default().sync;
    layers.settings.sync.others_min = defaults.others_min;
    layers.settings.sync.others_max = defaults.others_max;
    for key in ["sync.others_min_s", "sync.others_max_s"] {
        layers.origins.insert(key.to_owned(), Origin::Default);
    }
}

fn check_addresses(layers: &mut Layers) {
    let mut found = Vec::new();
    for (name, profile) in &mut layers.profiles {
        let key = profile_key(name, "address");
        if name.is_local() {
            if profile.address.take().is_some() {
                let reason = "the profile \"local\" is the workspace inside andibox and has no address; give this one \
                              another name.";
                found.push((key, reason.to_owned()));
            }
            continue;
        }
        let is_reported = layers.problems.iter().any(|problem| {
            problem.hides_settings()
                || matches!(problem, ConfigError::WrongValue { key: wrong, .. } if *wrong == key)
        });
        if profile.address.is_none() && !is_reported {
            let reason = format!(
                "the address is missing; add a line address = \"…\" ({}).",
                "such as https://andibase.com/api/v1"
            );
            found.push((format!("profiles.{name}"), reason));
        }
    }
    for (key, reason) in found {
        contradiction(layers, &key, reason);
    }
}

fn contradiction(layers: &mut Layers, key: &str, reason: String) {
    let origin = layers.origin(key);
    layers.problems.push(ConfigError::Contradiction {
        origin,
        key: key.to_owned(),
        reason,
    });
}
