//! The charts: which there are, what each says, and how many stand side by side.

use crate::app::overlay::{PagerLine, Tone};
use crate::model::{AgeBucket, Recent, Stats, Times};
use crate::text::{SafeText, duration_words, fit, safe};

use super::chart::{Bar, Fill, bar, bars, beside};

/// Columns between charts.
const GAP: usize = 3;
/// A chart is no wider: longer bars say no more.
const WIDEST: usize = 60;
/// From so many columns on there are two charts side by side, and from so many three.
const TWO: usize = 70;
const THREE: usize = 150;
/// So many channels are named; the others are summed up.
const CHANNELS: usize = 8;

/// All charts in so many columns.
pub fn lines(stats: &Stats, cols: usize) -> Vec<PagerLine> {
    let side_by_side = match cols {
        ..TWO => 1,
        TWO..THREE => 2,
        _ => 3,
    };
    // A bar that meets the frame looks like a part of it.
    let cols = cols.saturating_sub(1).max(1);
    let each = ((cols - GAP * (side_by_side - 1)) / side_by_side).clamp(1, WIDEST);
    let ages = ages(stats, each);
    let channels = channels(stats, each);
    let first = times("First response", "answered", &stats.first_response, each);
    let resolution = times("Resolution", "settled", &stats.resolution, each);
    let days = days(stats, each);
    let columns = match side_by_side {
        1 => vec![vec![ages, channels, first, resolution, days]],
        2 => vec![vec![ages, first, resolution], vec![days, channels]],
        _ => vec![vec![ages, channels], vec![first, resolution], vec![days]],
    };
    let columns = columns.into_iter().map(below).collect();
    beside(columns, each, GAP)
}

/// Charts below one another.
fn below(charts: Vec<Vec<PagerLine>>) -> Vec<PagerLine> {
    let mut lines = Vec::new();
    for chart in charts {
        if !lines.is_empty() {
            lines.push(PagerLine::new());
        }
        lines.extend(chart);
    }
    lines
}

fn title(words: impl Into<SafeText>) -> PagerLine {
    vec![(Tone::Strong, words.into())]
}

fn dim(words: impl Into<SafeText>) -> PagerLine {
    vec![(Tone::Dim, words.into())]
}

fn ages(stats: &Stats, cols: usize) -> Vec<PagerLine> {
    let mut lines = vec![title(safe!("Waiting for a reply: {}", stats.waiting()))];
    let rows: Vec<Bar> = AgeBucket::ALL
        .into_iter()
        .zip(stats.by_age)
        .map(|(bucket, threads)| Bar {
            name: bucket.words().into(),
            value: threads.into(),
            words: safe!("{threads}"),
        })
        .collect();
    lines.extend(bars(&rows, cols));
    lines
}

fn channels(stats: &Stats, cols: usize) -> Vec<PagerLine> {
    let mut lines = vec![title("Waiting, by channel")];
    if stats.by_channel.is_empty() {
        lines.push(dim("nobody waits"));
        return lines;
    }
    let mut rows: Vec<Bar> = stats
        .by_channel
        .iter()
        .take(CHANNELS)
        .map(|channel| Bar {
            name: SafeText::line(channel.label.expose()),
            value: channel.threads.into(),
            words: safe!("{}", channel.threads),
        })
        .collect();
    let others = stats.by_channel.iter().skip(CHANNELS);
    let threads: u32 = others.map(|channel| channel.threads).sum();
    if threads > 0 {
        rows.push(Bar {
            name: safe!("{} others", stats.by_channel.len() - CHANNELS),
            value: threads.into(),
            words: safe!("{threads}"),
        });
    }
    lines.extend(bars(&rows, cols));
    lines
}

fn times(name: &'static str, done: &str, recent: &Recent, cols: usize) -> Vec<PagerLine> {
    let mut lines = vec![title(name)];
    if recent.month.count == 0 {
        lines.push(dim(safe!("no thread was {done} in 30 days")));
        return lines;
    }
    let mut rows = Vec::new();
    for (days, times) in [("7 days", recent.week), ("30 days", recent.month)] {
        let Times { median, p90, .. } = times;
        for (which, length) in [("median", median), ("90 %", p90)] {
            rows.push(Bar {
                name: safe!("{}{which}", fit(days, 9)),
                value: length.map_or(0, |length| length.num_seconds().max(1)),
                words: length.map_or_else(|| "none".into(), duration_words),
            });
        }
    }
    lines.extend(bars(&rows, cols));
    lines.push(dim(safe!(
        "{done}: {} in 7 days, {} in 30",
        recent.week.count,
        recent.month.count
    )));
    lines
}

fn days(stats: &Stats, cols: usize) -> Vec<PagerLine> {
    let mut lines = vec![
        title("Messages a day"),
        vec![
            (Tone::Chart, "█".into()),
            (Tone::Dim, " in  ".into()),
            (Tone::Chart, "▒".into()),
            (Tone::Dim, " out".into()),
        ],
    ];
    let counts = |of: fn(&crate::model::DayCount) -> u32| stats.days.iter().map(of).max();
    let (inbound, outbound) = (
        counts(|day| day.inbound).unwrap_or(0),
        counts(|day| day.outbound).unwrap_or(0),
    );
    let digits = |count: u32| count.to_string().len();
    let (in_digits, out_digits) = (digits(inbound), digits(outbound));
    // The day, then twice a number and a bar; both bars have one scale.
    let day_cols = 10;
    let room = cols.saturating_sub(day_cols + in_digits + out_digits + 5);
    let most = i64::from(inbound.max(outbound));
    let in_room = room / 2;
    for day in stats.days.iter().rev() {
        let part = |count: u32, digits: usize, fill: Fill| {
            let bar = bar(count.into(), most, in_room, fill);
            (safe!("{count:>digits$} "), safe!("{}", fit(&bar, in_room)))
        };
        let (in_count, in_bar) = part(day.inbound, in_digits, Fill::Solid);
        let (out_count, out_bar) = part(day.outbound, out_digits, Fill::Shaded);
        lines.push(vec![
            (
                Tone::Plain,
                safe!(
                    "{} ",
                    fit(&day.date.format("%a %-d %b").to_string(), day_cols)
                ),
            ),
            (Tone::Plain, in_count),
            (Tone::Chart, in_bar),
            (Tone::Plain, safe!("  {out_count}")),
            (Tone::Chart, out_bar),
        ]);
    }
    lines
}
