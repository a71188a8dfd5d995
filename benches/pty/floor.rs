//! The floor: the least a ratatui program does that shows a list of 10,000 rows, draws only the rows on the screen, opens
//! one and lets a line be typed. Blocking reads, no thread, no runtime, nothing read from a disk.

use anyhow::Result;
use crossterm::event::{Event, KeyCode, read};
use ratatui::Frame;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

const ROWS: usize = 10_000;

#[derive(Default)]
struct Floor {
    rows: Vec<String>,
    selected: usize,
    top: usize,
    open: bool,
    typed: Option<String>,
}

/// Runs until `q`.
pub fn run() -> Result<()> {
    let mut floor = Floor {
        rows: (0..ROWS).map(row).collect(),
        ..Floor::default()
    };
    let mut terminal = ratatui::try_init()?;
    loop {
        terminal.draw(|frame| floor.draw(frame))?;
        let Event::Key(key) = read()? else { continue };
        if !floor.key(key.code, usize::from(terminal.size()?.height) - 2) {
            break;
        }
    }
    Ok(ratatui::try_restore()?)
}

fn row(number: usize) -> String {
    let words = [
        "parcel", "refund", "invoice", "address", "exchange", "order",
    ];
    let word = words[number % words.len()];
    format!(
        "row {number:05}  Customer {}  about the {word}, waiting {} h",
        number * 7919 % 1000,
        number % 97
    )
}

impl Floor {
    fn key(&mut self, key: KeyCode, height: usize) -> bool {
        if let Some(typed) = &mut self.typed {
            match key {
                KeyCode::Char(letter) => typed.push(letter),
                _ => self.typed = None,
            }
            return true;
        }
        let last = ROWS - 1;
        match key {
            KeyCode::Char('q') => return false,
            KeyCode::Char('j') => self.selected = (self.selected + 1).min(last),
            KeyCode::Char('k') => self.selected = self.selected.saturating_sub(1),
            KeyCode::PageDown => self.selected = (self.selected + height).min(last),
            KeyCode::PageUp => self.selected = self.selected.saturating_sub(height),
            KeyCode::Char('r') => self.typed = Some(String::new()),
            KeyCode::Enter => self.open = true,
            KeyCode::Esc => self.open = false,
            _ => {}
        }
        self.top = self
            .top
            .clamp((self.selected + 1).saturating_sub(height), self.selected);
        true
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let height = usize::from(area.height) - 2;
        let mut lines = vec![Line::raw(format!("floor  {}/{ROWS}", self.selected + 1))];
        if self.open {
            let text = &self.rows[self.selected];
            lines.extend((0..height).map(|line| Line::raw(format!("message {line} of {text}"))));
        } else {
            let rows = self.rows.iter().enumerate().skip(self.top).take(height);
            lines.extend(rows.map(|(number, row)| {
                if number == self.selected {
                    Line::styled(row.as_str(), Style::new().add_modifier(Modifier::REVERSED))
                } else {
                    Line::raw(row.as_str())
                }
            }));
        }
        lines.push(Line::raw(
            self.typed.as_deref().unwrap_or("j k PgDn Enter r q"),
        ));
        frame.render_widget(Paragraph::new(lines), area);
    }
}
