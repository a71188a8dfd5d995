//! `andibox doctor`: looks at everything and says what is wrong and what to do. It changes nothing.

mod copy;
mod disk;
mod finding;
mod machine;
mod outbox;
mod server;

use super::arguments::DoctorArguments;
use super::{Desk, Failure};
use finding::{Finding, Report};

/// Prints what was found, each thing as soon as it is known; fails if anything is wrong.
pub fn run(desk: &Desk, arguments: &DoctorArguments) -> Result<(), Failure> {
    let mut report = Report::new(arguments.json);
    machine::look(desk, &mut report)?;
    let profile = match desk.config.resolve() {
        Ok(profile) => profile,
        Err(error) => {
            report.add(Finding::fail("profile", error))?;
            return report.end();
        }
    };
    machine::look_at_profile(desk, &profile, &mut report)?;
    copy::look(&profile, &mut report)?;
    server::look(desk, &profile, &mut report)?;
    report.end()
}
