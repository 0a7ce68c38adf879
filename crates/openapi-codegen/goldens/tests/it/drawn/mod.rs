//! Every operation of every golden, from its client to its server and back, with drawn values.
//!
//! The files are the generator's (`openapi_codegen::loopback`); `BLESS=1 cargo test -p
//! openapi-codegen` writes them. What they share is a file of the generator, which it copies into
//! the tests of documents that stand alone; here `token` is such a test.

#[path = "../../../../src/loopback/harness.rs"]
pub(crate) mod harness;

macro_rules! drawn {
    ($($name:ident;)*) => {$(
        mod $name;
    )*};
}

drawn! {
    access;
    answers;
    bodies;
    composition;
    deep;
    either;
    empty;
    files;
    formats;
    hostile;
    media;
    names;
    openapi31;
    outcomes;
    parameters;
    parts;
    random1;
    random2;
    rules;
    scalars;
    signature;
    tags;
    token;
}
