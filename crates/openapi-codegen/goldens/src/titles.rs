//! The first lines of new crates, for titles of every kind, where lints see them.

/// The wire types: Pets.
pub mod types0 {}

/// A typed client: Pets.
pub mod client0 {}

/// A trait to implement and a service to run: Pets.
pub mod server0 {}

/// A command line: Pets.
pub mod cli0 {}

/// The wire types: The pets' API (beta), v2.0.
pub mod types1 {}

/// A typed client: The pets' API (beta), v2.0.
pub mod client1 {}

/// A trait to implement and a service to run: The pets' API (beta), v2.0.
pub mod server1 {}

/// A command line: The pets' API (beta), v2.0.
pub mod cli1 {}

/// The wire types: `Swagger Petstore - OpenAPI 3.0`.
pub mod types2 {}

/// A typed client: `Swagger Petstore - OpenAPI 3.0`.
pub mod client2 {}

/// A trait to implement and a service to run: `Swagger Petstore - OpenAPI 3.0`.
pub mod server2 {}

/// A command line: `Swagger Petstore - OpenAPI 3.0`.
pub mod cli2 {}

/// The wire types: `PetStore and pet_store and pet::Store`.
pub mod types3 {}

/// A typed client: `PetStore and pet_store and pet::Store`.
pub mod client3 {}

/// A trait to implement and a service to run: `PetStore and pet_store and pet::Store`.
pub mod server3 {}

/// A command line: `PetStore and pet_store and pet::Store`.
pub mod cli3 {}

/// The wire types: `'ticks' ''and'' '''more`.
pub mod types4 {}

/// A typed client: `'ticks' ''and'' '''more`.
pub mod client4 {}

/// A trait to implement and a service to run: `'ticks' ''and'' '''more`.
pub mod server4 {}

/// A command line: `'ticks' ''and'' '''more`.
pub mod cli4 {}

/// The wire types: `[brackets] and [a link](https://example.com) and ['Self']`.
pub mod types5 {}

/// A typed client: `[brackets] and [a link](https://example.com) and ['Self']`.
pub mod client5 {}

/// A trait to implement and a service to run: `[brackets] and [a link](https://example.com) and ['Self']`.
pub mod server5 {}

/// A command line: `[brackets] and [a link](https://example.com) and ['Self']`.
pub mod cli5 {}

/// The wire types: `<b>HTML</b> <script>alert(1)</script> <!-- &lt; &amp`.
pub mod types6 {}

/// A typed client: `<b>HTML</b> <script>alert(1)</script> <!-- &lt; &amp`.
pub mod client6 {}

/// A trait to implement and a service to run: `<b>HTML</b> <script>alert(1)</script> <!-- &lt; &amp`.
pub mod server6 {}

/// A command line: `<b>HTML</b> <script>alert(1)</script> <!-- &lt; &amp`.
pub mod cli6 {}

/// The wire types: `https://example.com/a_b and www.example.com`.
pub mod types7 {}

/// A typed client: `https://example.com/a_b and www.example.com`.
pub mod client7 {}

/// A trait to implement and a service to run: `https://example.com/a_b and www.example.com`.
pub mod server7 {}

/// A command line: `https://example.com/a_b and www.example.com`.
pub mod cli7 {}

/// The wire types: two lines and tabs.
pub mod types8 {}

/// A typed client: two lines and tabs.
pub mod client8 {}

/// A trait to implement and a service to run: two lines and tabs.
pub mod server8 {}

/// A command line: two lines and tabs.
pub mod cli8 {}

/// The wire types: hidden characters.
pub mod types9 {}

/// A typed client: hidden characters.
pub mod client9 {}

/// A trait to implement and a service to run: hidden characters.
pub mod server9 {}

/// A command line: hidden characters.
pub mod cli9 {}

/// The wire types: `*emphasis* _and_ **more** ~~gone~~`.
pub mod types10 {}

/// A typed client: `*emphasis* _and_ **more** ~~gone~~`.
pub mod client10 {}

/// A trait to implement and a service to run: `*emphasis* _and_ **more** ~~gone~~`.
pub mod server10 {}

/// A command line: `*emphasis* _and_ **more** ~~gone~~`.
pub mod cli10 {}

/// The wire types: `"quotes" and \backslashes\ and */ comments /*`.
pub mod types11 {}

/// A typed client: `"quotes" and \backslashes\ and */ comments /*`.
pub mod client11 {}

/// A trait to implement and a service to run: `"quotes" and \backslashes\ and */ comments /*`.
pub mod server11 {}

/// A command line: `"quotes" and \backslashes\ and */ comments /*`.
pub mod cli11 {}

/// The wire types: `# heading - list > quote code`.
pub mod types12 {}

/// A typed client: `# heading - list > quote code`.
pub mod client12 {}

/// A trait to implement and a service to run: `# heading - list > quote code`.
pub mod server12 {}

/// A command line: `# heading - list > quote code`.
pub mod cli12 {}

/// The wire types: `é 日本 größe 🦀`.
pub mod types13 {}

/// A typed client: `é 日本 größe 🦀`.
pub mod client13 {}

/// A trait to implement and a service to run: `é 日本 größe 🦀`.
pub mod server13 {}

/// A command line: `é 日本 größe 🦀`.
pub mod cli13 {}

/// The wire types: `{about} {types_path} {}`.
pub mod types14 {}

/// A typed client: `{about} {types_path} {}`.
pub mod client14 {}

/// A trait to implement and a service to run: `{about} {types_path} {}`.
pub mod server14 {}

/// A command line: `{about} {types_path} {}`.
pub mod cli14 {}

/// The wire types: titles.
pub mod types15 {}

/// A typed client: titles.
pub mod client15 {}

/// A trait to implement and a service to run: titles.
pub mod server15 {}

/// A command line: titles.
pub mod cli15 {}
