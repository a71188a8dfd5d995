//! What picture is asked for.

use andibox::theme::{ColorDepth, Theme, ThemeName};
use anyhow::{Context, Result, bail};

use crate::svg::Paper;

/// A picture to be drawn.
pub struct Ask {
    /// Columns and rows.
    pub size: (u16, u16),
    /// The keys that are pressed, each with everything settled before the next.
    pub keys: String,
    theme: ThemeName,
    depth: ColorDepth,
}

impl Ask {
    /// The theme as a terminal with so many colours shows it.
    pub fn theme(&self) -> Theme {
        Theme::builtin(self.theme).reduced_to(self.depth)
    }

    /// What such a terminal looks like where nothing is drawn.
    pub fn paper(&self) -> Paper {
        if self.theme == ThemeName::Light {
            Paper::LIGHT
        } else {
            Paper::DARK
        }
    }
}

/// Reads the command line.
pub fn read(mut arguments: impl Iterator<Item = String>) -> Result<Ask> {
    let mut ask = Ask {
        size: (120, 36),
        keys: "j j j Enter".to_owned(),
        theme: ThemeName::Dark,
        depth: ColorDepth::TrueColor,
    };
    let mut sizes = vec![&mut ask.size.1, &mut ask.size.0];
    while let Some(argument) = arguments.next() {
        if let Ok(size) = argument.parse() {
            *sizes.pop().context("a size has two numbers")? = size;
            continue;
        }
        let value = arguments.next().with_context(|| argument.clone())?;
        match argument.as_str() {
            "--theme" => ask.theme = value.parse()?,
            "--keys" => ask.keys = value,
            "--colors" => {
                ask.depth = match value.as_str() {
                    "none" => ColorDepth::None,
                    "16" => ColorDepth::Ansi16,
                    "256" => ColorDepth::Ansi256,
                    "full" => ColorDepth::TrueColor,
                    _ => bail!("--colors is none, 16, 256 or full"),
                }
            }
            _ => bail!("{argument} is not known: --theme, --colors, --keys"),
        }
    }
    Ok(ask)
}
