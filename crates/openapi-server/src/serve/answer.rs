//! From hyper's request to the service's answer, noting when it begins and ends.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::CONNECTION;
use http::{HeaderValue, Request, Response};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;

use super::activity::{Activity, Unread};
use super::{IncomingBody, Options, framing, host};
use crate::{Body, BoxError, Rejection, RejectionKind, Violations};

/// The service of one connection, as hyper calls it.
pub(super) struct Connected<S> {
    pub(super) service: S,
    pub(super) options: Arc<Options>,
    pub(super) activity: Activity,
}

impl<S, B> hyper::service::Service<Request<Incoming>> for Connected<S>
where
    S: tower_service::Service<Request<IncomingBody>, Response = Response<B>, Error: Into<BoxError>>
        + Clone,
{
    type Response = Response<AnswerBody<B>>;
    type Error = BoxError;
    type Future = Answer<S, S::Future>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.activity.started();
        let (parts, body) = request.into_parts();
        let body = IncomingBody::new(body, self.options.body_timeout, self.activity.clone());
        let step = if !host::is_valid(&parts) {
            let answer = bad_head(
                &self.options,
                "/header/Host",
                "expected exactly one, and valid",
            );
            Step::Refused {
                answer: Some(answer),
            }
        } else if !framing::is_plain(&parts.headers) {
            let answer = bad_head(
                &self.options,
                "/header/Transfer-Encoding",
                "expected nothing but chunked",
            );
            Step::Refused {
                answer: Some(answer),
            }
        } else {
            Step::Waiting {
                service: self.service.clone(),
                request: Some(Request::from_parts(parts, body)),
            }
        };
        Answer {
            step,
            activity: self.activity.clone(),
        }
    }
}

/// A body that was not read to its end leaves bytes on the way that are no request, so hyper
/// closes the connection. The client is told, or it would send its next request into nothing.
fn announced<B>(mut answer: Response<B>, body: Unread) -> Response<B> {
    if body == Unread::Yes {
        let close = HeaderValue::from_static("close");
        answer.headers_mut().insert(CONNECTION, close);
    }
    answer
}

#[cold]
fn bad_head(options: &Options, place: &'static str, rule: &'static str) -> Response<Body> {
    let mut broken = Violations::new();
    broken.push(place, rule);
    options.rejections.answer(
        &Rejection::new(RejectionKind::InvalidRequest)
            .with_violations(broken)
            .closing(),
    )
}

pin_project_lite::pin_project! {
    /// The way to one answer.
    pub(super) struct Answer<S, F> {
        #[pin]
        step: Step<S, F>,
        activity: Activity,
    }
}

pin_project_lite::pin_project! {
    #[project = StepProjection]
    enum Step<S, F> {
        Refused { answer: Option<Response<Body>> },
        Waiting { service: S, request: Option<Request<IncomingBody>> },
        Running { #[pin] answer: F },
    }
}

impl<S, B> Future for Answer<S, S::Future>
where
    S: tower_service::Service<Request<IncomingBody>, Response = Response<B>, Error: Into<BoxError>>,
{
    type Output = Result<Response<AnswerBody<B>>, BoxError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        loop {
            let answer = match this.step.as_mut().project() {
                StepProjection::Refused { answer } => answer
                    .take()
                    .map(|answer| Ok(answer.map(|body| AnswerBody::refused(body, this.activity)))),
                StepProjection::Waiting { service, request } => {
                    ready!(service.poll_ready(cx)).map_err(Into::into)?;
                    match request.take() {
                        Some(request) => {
                            let answer = service.call(request);
                            this.step.set(Step::Running { answer });
                            continue;
                        }
                        None => None,
                    }
                }
                StepProjection::Running { answer } => {
                    let answer = ready!(answer.poll(cx)).map_err(Into::into);
                    let served = |body| AnswerBody::served(body, this.activity);
                    Some(answer.map(|answer| answer.map(served)))
                }
            };
            let unread = this.activity.unread();
            return match answer {
                Some(answer) => Poll::Ready(answer.map(|answer| announced(answer, unread))),
                // Polled again after its end, which hyper does not do.
                None => Poll::Pending,
            };
        }
    }
}

pin_project_lite::pin_project! {
    /// The body of an answer, noting when hyper is done with it.
    pub(super) struct AnswerBody<B> {
        #[pin]
        source: Source<B>,
        activity: Activity,
    }

    impl<B> PinnedDrop for AnswerBody<B> {
        fn drop(this: Pin<&mut Self>) {
            this.activity.answered();
        }
    }
}

pin_project_lite::pin_project! {
    /// The service's body, or ours.
    #[project = SourceProjection]
    enum Source<B> {
        Refused { #[pin] body: Body },
        Served { #[pin] body: B },
    }
}

impl<B> AnswerBody<B> {
    fn refused(body: Body, activity: &Activity) -> Self {
        Self {
            source: Source::Refused { body },
            activity: activity.clone(),
        }
    }

    fn served(body: B, activity: &Activity) -> Self {
        Self {
            source: Source::Served { body },
            activity: activity.clone(),
        }
    }
}

impl<B: http_body::Body<Data = Bytes, Error: Into<BoxError>>> http_body::Body for AnswerBody<B> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.project().source.project() {
            SourceProjection::Refused { body } => body.poll_frame(cx),
            SourceProjection::Served { body } => body.poll_frame(cx).map_err(Into::into),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.source {
            Source::Refused { body } => body.is_end_stream(),
            Source::Served { body } => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.source {
            Source::Refused { body } => body.size_hint(),
            Source::Served { body } => body.size_hint(),
        }
    }
}
