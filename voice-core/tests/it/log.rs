//! What a program that logs everything would have logged.
//!
//! One subscriber serves the whole process and writes where the thread says. With one for each test, a span that was first
//! reached by a thread without any could be switched off for all.

use std::cell::RefCell;
use std::io;
use std::sync::Once;

use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

thread_local! {
    static WRITTEN: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Captures every span and event of this thread, down to `TRACE`, until its text is asked for.
pub(crate) struct Log(());

impl Log {
    pub(crate) fn capture() -> Self {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| {
            let subscriber = tracing_subscriber::fmt()
                .with_max_level(tracing::Level::TRACE)
                .with_writer(OfThread)
                .with_ansi(false)
                .with_span_events(FmtSpan::FULL)
                .finish();
            tracing::subscriber::set_global_default(subscriber).unwrap();
        });
        WRITTEN.set(Some(Vec::new()));
        Self(())
    }

    pub(crate) fn text(self) -> String {
        let Self(()) = self;
        String::from_utf8(WRITTEN.take().unwrap()).unwrap()
    }
}

/// Writes into what the thread captures, if it does.
struct OfThread;

impl io::Write for OfThread {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        WRITTEN.with_borrow_mut(|written| {
            if let Some(written) = written {
                written.extend_from_slice(bytes);
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for OfThread {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        Self
    }
}
