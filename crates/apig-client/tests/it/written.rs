//! All that one thread logs, at trace level, by `tracing` and by `log`.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex, Once};

/// What this thread has logged.
#[derive(Clone, Default)]
pub(crate) struct Written(Arc<Mutex<String>>);

impl Written {
    pub(crate) fn text(&self) -> String {
        self.0.lock().unwrap().clone()
    }

    fn add(&self, text: impl fmt::Display) {
        writeln!(self.0.lock().unwrap(), "{text}").unwrap();
    }
}

impl tracing::field::Visit for Written {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn fmt::Debug) {
        self.add(format_args!("{field}={value:?}"));
    }
}

impl tracing::Subscriber for Written {
    fn enabled(&self, _metadata: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut self.clone());
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _span: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _span: &tracing::span::Id, _follows: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _span: &tracing::span::Id) {}

    fn exit(&self, _span: &tracing::span::Id) {}
}

thread_local! {
    static LOGGED: Written = Written::default();
}

/// What says something by way of `log`.
struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _metadata: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        LOGGED.with(|logged| logged.add(record.args()));
    }

    fn flush(&self) {}
}

/// From now on all that this thread logs is written down.
pub(crate) fn write_down() -> (Written, tracing::subscriber::DefaultGuard) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_boxed_logger(Box::new(Logger)).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
    let written = LOGGED.with(Clone::clone);
    let guard = tracing::subscriber::set_default(written.clone());
    (written, guard)
}
