//! Each edit of the document that changes a promise changes the committed list of cases, or is a
//! problem of its own. An edit that neither shows could be lost without anyone noticing.

use openapi_contract::{Spec, States, cases, lock, lock::Lock, relation};
use openapi_source::{Document, Limits};

/// What is replaced, once, and by what. Each stands for a kind of edit.
const EDITS: &[(&str, &str)] = &[
    // A status dropped, added, renumbered.
    (
        "        \"409\":\n          $ref: \"#/components/responses/Conflict\"\n",
        "",
    ),
    (
        "        \"500\":\n",
        "        \"503\":\n          $ref: \"#/components/responses/InternalServerError\"\n        \"500\":\n",
    ),
    ("        \"202\":", "        \"200\":"),
    ("        \"415\":", "        \"4XX\":"),
    ("        \"500\":", "        default:"),
    // Another answer under a status.
    (
        "\"404\":\n          $ref: \"#/components/responses/NotFound\"",
        "\"404\":\n          $ref: \"#/components/responses/Conflict\"",
    ),
    // A property renamed, retyped, added, dropped.
    ("        spec_id:\n", "        specification:\n"),
    (
        "        spec_id:\n          type: string",
        "        spec_id:\n          type: integer",
    ),
    (
        "        job_id:\n          type: string",
        "        job_id:\n          type: integer",
    ),
    (
        "        error_code:\n          type: string",
        "        error_code:\n          type: integer",
    ),
    (
        "        message:\n          type: string\n          description: Gateway scale-out information.\n",
        "",
    ),
    (
        "        job_id:\n          type: string",
        "        further:\n          type: string\n        job_id:\n          type: string",
    ),
    // Rules tightened and loosened.
    (
        "        - error_code\n        - error_msg\n",
        "        - error_code\n",
    ),
    (
        "      description: The order that was placed.",
        "      required: [job_id]\n      description: The order that was placed.",
    ),
    (
        "      description: The specifications that a gateway is to be changed to.",
        "      required: [spec_id]",
    ),
    (
        "          description: Target gateway specifications.",
        "          minLength: 1",
    ),
    (
        "          description: Target gateway specifications.",
        "          maxLength: 64",
    ),
    (
        "          description: Target gateway specifications.",
        "          enum: [PROFESSIONAL, BASIC]",
    ),
    (
        "          description: Target gateway specifications.",
        "          nullable: true",
    ),
    (
        "          description: Target gateway specifications.",
        "          pattern: ^[A-Z0-9_]+$",
    ),
    (
        "          description: Task ID.",
        "          nullable: true",
    ),
    (
        "          description: Task ID.",
        "          pattern: ^JOB-",
    ),
    (
        "          description: Error code.",
        "          maxLength: 32",
    ),
    (
        "      type: object\n      description: The specifications",
        "      type: object\n      additionalProperties: false\n      description: The specifications",
    ),
    (
        "      type: object\n      description: Why a request",
        "      type: object\n      additionalProperties: false\n      description: Why a request",
    ),
    // Examples: a value, a name, one less.
    (
        "                  spec_id: PROFESSIONAL",
        "                  spec_id: ENTERPRISE",
    ),
    (
        "                    job_id: JOB-5acb75c7565e42c997954774456eac79",
        "                    job_id: JOB-0000000000000000000000000000000",
    ),
    (
        "is assigned to resize instance.",
        "was assigned to resize instance.",
    ),
    ("                accepted:", "                placed:"),
    (
        "            APIC.7712:\n              $ref: \"#/components/examples/APIC.7712\"\n",
        "",
    ),
    (
        "error_msg: Access denied because your account is suspended.",
        "error_msg: Access denied.",
    ),
    (
        "example: 0123456789abcdef0123456789abcdef",
        "example: 0123456789abcdef0123456789abcdee",
    ),
    (
        "example: 6a7d71827fd54572b1f31aa9548fcc81",
        "example: 6a7d71827fd54572b1f31aa9548fcc80",
    ),
    // Method, path, parameters.
    ("    post:\n", "    put:\n"),
    ("/postpaid-resize:", "/postpaid_resize:"),
    ("  /v2/{project_id}/", "  /v3/{project_id}/"),
    ("      - name: project_id\n", "      - name: projectid\n"),
    (
        "      - name: project_id\n",
        "      - name: lang\n        in: query\n        schema: { type: string }\n      - name: project_id\n",
    ),
    (
        "        schema:\n          type: string\n        # Made up",
        "        schema:\n          type: string\n          format: uuid\n        # Made up",
    ),
    (
        "operationId: createPostPayResizeOrder",
        "operationId: resize",
    ),
    // Bodies.
    (
        "      requestBody:\n        required: true\n",
        "      requestBody:\n",
    ),
    (
        "        content:\n          application/json:\n            schema:\n              $ref: \"#/components/schemas/ResizeInstanceRequest\"",
        "        content:\n          application/merge-patch+json:\n            schema:\n              $ref: \"#/components/schemas/ResizeInstanceRequest\"",
    ),
    (
        "          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/ResizeOrder\"",
        "          content:\n            application/hal+json:\n              schema:\n                $ref: \"#/components/schemas/ResizeOrder\"",
    ),
    // Security.
    (
        "  - AuthToken: []\n  - RequestSignature: []\n",
        "  - AuthToken: []\n",
    ),
    (
        "  - AuthToken: []\n  - RequestSignature: []\n",
        "  - AuthToken: []\n    RequestSignature: []\n",
    ),
    (
        "  - AuthToken: []\n  - RequestSignature: []\n",
        "  - AuthToken: []\n  - {}\n",
    ),
    (
        "security:\n  - AuthToken: []\n  - RequestSignature: []\n",
        "",
    ),
    ("      name: X-Auth-Token", "      name: X-Token"),
    (
        "      in: header\n      name: X-Auth-Token",
        "      in: query\n      name: X-Auth-Token",
    ),
    ("      x-signature: SDK-HMAC-SHA256\n", ""),
    // What may be sent again, and header fields.
    (
        "      x-retry: never-after-sent\n",
        "      x-retry: idempotent\n",
    ),
    (
        "          description: ACCEPTED\n",
        "          description: ACCEPTED\n          headers:\n            X-Request-Id: { required: true, schema: { type: string } }\n",
    ),
];

/// What the committed list would be, or what is wrong.
fn made(text: &str, states: &States) -> Result<String, String> {
    let document = Document::parse("apig.yaml", text.as_bytes(), &Limits::default());
    let document = document.map_err(|report| report.to_string())?;
    let spec = Spec::read(&document).map_err(|problems| format!("{problems:?}"))?;
    let cases = cases(&spec, Some(states)).map_err(|problems| format!("{problems:?}"))?;
    let holes = lock::holes(&spec, &cases);
    if !holes.is_empty() {
        return Err(format!("{holes:?}"));
    }
    Ok(Lock::of(&spec, &cases, &relation::mine(&spec)).json())
}

#[test]
fn each_edit_of_the_document_changes_the_lock() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("openapi/apig.yaml")).unwrap();
    let states = std::fs::read_to_string(root.join("tests/contract.toml")).unwrap();
    let states = States::parse("contract.toml", &states).unwrap();
    let committed = made(&text, &states).unwrap();
    let unseen_by = |(from, to): &(&str, &str)| {
        if !text.contains(from) {
            return Some(format!("no such place in the document: {from:?}"));
        }
        let edited = made(&text.replacen(from, to, 1), &states);
        let is_unseen = edited.as_ref() == Ok(&committed);
        is_unseen.then(|| format!("nobody sees {from:?} become {to:?}"))
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let unseen: Vec<String> = std::thread::scope(|scope| {
        let parts = EDITS.chunks(EDITS.len().div_ceil(threads));
        let parts: Vec<_> = parts
            .map(|part| scope.spawn(|| part.iter().filter_map(unseen_by).collect::<Vec<_>>()))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap())
            .collect()
    });
    assert!(unseen.is_empty(), "{unseen:#?}");
    // What is no promise is no case.
    let described = text.replacen("description: Task ID.", "description: The task.", 1);
    assert_eq!(made(&described, &states), Ok(committed));
}
