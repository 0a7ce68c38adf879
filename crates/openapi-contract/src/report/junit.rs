//! `JUnit` XML: one test suite for the run, one test case for each case.

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::{Cause, Report, Style};
use crate::run::Outcome;

impl Report<'_> {
    /// The run as `JUnit` XML. A broken case is a failure, a void one an error, one that was not
    /// run is skipped.
    pub fn junit(&self) -> String {
        let mut suite = TestSuite::new(self.document());
        suite.set_time(self.elapsed);
        for (case, record) in self.pairs() {
            let status = match &record.outcome {
                Outcome::Held => TestCaseStatus::success(),
                Outcome::Broken(failure) => {
                    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                    let cause = Cause {
                        case,
                        record,
                        failure,
                        also: Vec::new(),
                    };
                    status
                        .set_message(failure.kind.to_string())
                        .set_type(failure.kind.code())
                        .set_description(self.cause(&cause, Style::Plain));
                    status
                }
                Outcome::Void(twin) => {
                    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
                    status
                        .set_message(format!("void: {twin} was not held"))
                        .set_type("C401");
                    status
                }
                Outcome::NotRun => TestCaseStatus::skipped(),
            };
            let mut test = TestCase::new(case.name.clone(), status);
            test.set_classname(format!("{}.{}", case.operation, case.family));
            test.set_time(record.elapsed);
            suite.add_test_case(test);
        }
        let mut report = Junit::new("openapi-contract");
        report.set_time(self.elapsed);
        report.add_test_suite(suite);
        // Writing into memory cannot fail.
        report.to_string().unwrap_or_default()
    }
}
