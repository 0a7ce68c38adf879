//! The program `openapi-contract`; all of it is in [`openapi_contract::program`].

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_contract::program::run(std::env::args_os())
}
