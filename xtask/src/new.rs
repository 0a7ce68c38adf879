//! `cargo xtask new NAME`: a further document with its three crates.

use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::arguments::New;
use crate::console::say;
use crate::{Outcome, generate, place};

/// Starts the document unless it is there, then makes its crates.
pub(crate) fn run(options: &New) -> Result<Outcome> {
    let name = place::crate_name(&options.name)?;
    let root = place::workspace()?;
    for part in ["types", "client", "server"] {
        let folder = format!("crates/{name}-{part}");
        if root.join(&folder).exists() {
            bail!("{folder} exists already\nhelp: `cargo xtask generate` keeps it up to date");
        }
    }
    let shown = format!("openapi/{name}.yaml");
    let path = root.join(&shown);
    if !path.exists() {
        fs::write(&path, STARTER.replace("{name}", &name))
            .with_context(|| format!("cannot write {shown}"))?;
        say(&format!("    added  {shown}\n"))?;
    }
    let outcome = generate::write_workspace(&root)?;
    if outcome == Outcome::Done {
        say(&format!(
            "\nnext: edit {shown}, then run `cargo xtask generate`\n"
        ))?;
    }
    Ok(outcome)
}

/// A document that generates, as short as it can be.
const STARTER: &str = r##"openapi: 3.0.3
info:
  title: {name}
  version: "1"
servers:
  - url: https://{host}
    variables:
      host:
        # Reserved: a forgotten base URL sends nothing anywhere.
        default: {name}.invalid
# With `x-tag-style: separate` each tag has a trait of its own.
tags:
  - name: things
    description: What there is.
# What the server answers where no operation decides, beyond the examples below.
x-rejections:
  violations: message
  method-not-allowed:
    value:
      message: this path has no such method
paths:
  /things/{thing_id}:
    get:
      operationId: getThing
      tags: [things]
      x-retry: safe
      summary: One thing.
      parameters:
        - name: thing_id
          in: path
          required: true
          description: Which thing.
          schema:
            type: string
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Thing"
              examples:
                thing:
                  value:
                    name: a thing
        "400":
          $ref: "#/components/responses/Error"
        "404":
          $ref: "#/components/responses/Error"
        "500":
          $ref: "#/components/responses/Error"
components:
  schemas:
    Thing:
      type: object
      description: A thing.
      required:
        - name
      properties:
        name:
          type: string
          description: What it is called.
    Problem:
      type: object
      description: Why there is no thing.
      required:
        - message
      properties:
        message:
          type: string
          description: For people.
          x-error-message: true
  responses:
    Error:
      description: Why not.
      content:
        application/json:
          schema:
            $ref: "#/components/schemas/Problem"
          examples:
            problem:
              value:
                message: it did not work
"##;
