//! What can be wrong with a client.

use std::fmt;

use crate::selftest::servers::Needs;

/// Makes the enumeration, the list of all and the names from one table.
macro_rules! faults {
    ($($fault:ident $name:literal $text:literal)+) => {
        /// One way in which a client is wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Fault {
            $(#[doc = $text] $fault,)+
        }

        impl Fault {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$fault),+];

            /// What it does, in a few words.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$fault => $text,)+
                }
            }
        }

        impl fmt::Display for Fault {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$fault => $name,)+
                })
            }
        }
    };
}

faults! {
    SendsNothing "sends-nothing" "Claims an end without a request."
    SendsTwice "sends-twice" "Sends every request twice."
    SwapsPathParameters "swaps-path-parameters" "The first two parameters of the path change places."
    LeavesPathUnencoded "leaves-path-unencoded" "What must be encoded in the path is not."
    EncodesPathTwice "encodes-path-twice" "The path is encoded twice."
    AddsTrailingSlash "adds-trailing-slash" "A slash is put at the end of the path."
    DoublesSlash "doubles-slash" "The base URL ends with a slash, and so the path begins with two."
    WrongMethod "wrong-method" "Another method."
    LowerCaseMethod "lower-case-method" "The method in lower case, which is another one."
    AddsQuery "adds-query" "A query parameter that is not documented."
    LosesQuery "loses-query" "No query at all."
    LeavesQueryUnencoded "leaves-query-unencoded" "What must be encoded in the query is not."
    AddsHeader "adds-header" "A header field that is not documented."
    LosesHeaders "loses-headers" "No documented header parameter."
    RepeatsHeaders "repeats-headers" "Every documented header parameter and credential twice."
    LosesCredential "loses-credential" "No credential."
    WrongCredential "wrong-credential" "A credential of somebody else."
    CredentialInQuery "credential-in-query" "A credential of a header travels in the query."
    SendsAllCredentials "sends-all-credentials" "A token that the call does not have, under every scheme."
    SignsOtherBody "signs-other-body" "The body is changed after the request was signed."
    WrongContentType "wrong-content-type" "Another content type than the body has."
    LosesContentType "loses-content-type" "A body without a content type."
    FormForJson "form-for-json" "A JSON object is sent as a form."
    EmptyBody "empty-body" "No body where one is needed."
    BodyWithoutNeed "body-without-need" "A body where none is documented."
    DropsMember "drops-member" "The first member of the body is lost."
    AddsMember "adds-member" "The body has a member that is not documented."
    NullForMember "null-for-member" "The first member of the body is null."
    NullForAbsent "null-for-absent" "Members that are absent are null."
    TextForNumber "text-for-number" "Numbers of the body become text, and text a number."
    WrapsBody "wraps-body" "The body is wrapped into an object."
    CutsBody "cuts-body" "The last byte of the body is lost."
    Latin1Body "latin-1-body" "Text beyond ASCII is not sent as UTF-8."
    ClaimsLatin1 "claims-latin-1" "The content type says that JSON is not UTF-8."
    TrimsTexts "trims-texts" "Blanks around the texts of the body are lost."
    CollapsesBlanks "collapses-blanks" "Two blanks in a text of the body become one."
    CollapsesPathBlanks "collapses-path-blanks" "Two blanks in the path become one."
    TrimsPathDots "trims-path-dots" "A dot at the end of a value of the path is lost."
    LengthBesideChunks "length-beside-chunks" "A body in chunks has a length too."
    TellsSecrets "tells-secrets" "What is secret stands in another header field too."
    RetriesOnSilence "retries-on-silence" "Sends again when no answer comes in time."
    RetriesOnClose "retries-on-close" "Sends again when the connection is closed."
    RetriesOnTruncation "retries-on-truncation" "Sends again when an answer is cut short."
    RetriesOnServerError "retries-on-server-error" "Sends again after a 5xx."
    RetriesOnRefusal "retries-on-refusal" "Sends again after a 4xx."
    FollowsRedirects "follows-redirects" "Follows redirects, with body and credentials."
    WaitsForever "waits-forever" "Waits for an answer without end."
    TrustsEveryStatus "trusts-every-status" "Every answer is a success."
    TrustsServerErrors "trusts-server-errors" "A 5xx is a success."
    TrustsRefusals "trusts-refusals" "A 4xx is a success."
    TrustsTruncation "trusts-truncation" "An answer that is cut short is a success."
    TrustsContentType "trusts-content-type" "The content type of an answer is not looked at."
    TrustsSchema "trusts-schema" "An answer that breaks its schema is taken as it is."
    TrustsUnreadable "trusts-unreadable" "A success that cannot be read is a success without a value."
    TrustsUndocumented "trusts-undocumented" "An undocumented error is a documented one."
    DistrustsSuccess "distrusts-success" "A success is reported as a failure."
    DistrustsRefusals "distrusts-refusals" "A documented error is reported as unreadable."
    LosesErrorValue "loses-error-value" "What a documented error says is lost."
    LosesMember "loses-member" "The first member of an answer is lost."
    ReadsOtherValue "reads-other-value" "Text of an answer is changed."
    ReadsLatin1 "reads-latin-1" "Text of an answer is not read as UTF-8."
    TrimsAnswers "trims-answers" "Blanks around the texts of an answer are lost."
    WrongStatus "wrong-status" "Every success is reported as 200 and every error as 400."
}

impl Fault {
    /// What a document must have for this to make a difference.
    pub fn needs(self) -> Needs {
        match self {
            Self::SwapsPathParameters => Needs::TwoPathParameters,
            Self::LeavesPathUnencoded
            | Self::EncodesPathTwice
            | Self::CollapsesPathBlanks
            | Self::TrimsPathDots => Needs::EncodedPath,
            Self::WrongStatus => Needs::OtherStatus,
            Self::LosesQuery | Self::LeavesQueryUnencoded => Needs::Query,
            Self::LosesHeaders => Needs::HeaderParameter,
            Self::RepeatsHeaders
            | Self::LosesCredential
            | Self::WrongCredential
            | Self::TellsSecrets => Needs::Credential,
            Self::CredentialInQuery => Needs::Key,
            Self::SendsAllCredentials => Needs::OtherKey,
            Self::SignsOtherBody => Needs::SignedBody,
            Self::WrongContentType
            | Self::LosesContentType
            | Self::FormForJson
            | Self::EmptyBody
            | Self::DropsMember
            | Self::AddsMember
            | Self::NullForMember
            | Self::NullForAbsent
            | Self::TextForNumber
            | Self::WrapsBody
            | Self::CutsBody
            | Self::Latin1Body
            | Self::ClaimsLatin1
            | Self::TrimsTexts
            | Self::CollapsesBlanks
            | Self::LengthBesideChunks => Needs::JsonBody,
            Self::BodyWithoutNeed => Needs::BodilessOperation,
            Self::TrustsSchema | Self::TrustsUnreadable | Self::TrustsContentType => {
                Needs::JsonAnswer
            }
            Self::LosesMember
            | Self::ReadsOtherValue
            | Self::ReadsLatin1
            | Self::TrimsAnswers
            | Self::RetriesOnTruncation
            | Self::TrustsTruncation => Needs::JsonAnswer,
            Self::DistrustsRefusals | Self::LosesErrorValue => Needs::Errors,
            _ => Needs::Nothing,
        }
    }
}
