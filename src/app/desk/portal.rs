//! Whether the desktop has a portal, which shows file dialogs of the desktop's own.

use std::{sync::mpsc, time::Duration};

use zbus::{Connection, Message, names::InterfaceName};

/// A portal that has not answered after this is none: its bus may be there and say nothing.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether a portal that shows file dialogs answers.
pub(super) fn is_there() -> bool {
    answers_within(PATIENCE, || {
        let answer = pollster::block_on(version());
        answer.inspect_err(|error| log::info!("no desktop portal shows file dialogs: {error}")).is_ok()
    })
}

/// What is asked, on a thread that is left alone where it takes longer.
fn answers_within(patience: Duration, ask: impl FnOnce() -> bool + Send + 'static) -> bool {
    let (sender, receiver) = mpsc::channel();
    let asking = std::thread::Builder::new().name("sayso: portal".to_owned()).spawn(move || {
        let _nobody_waits = sender.send(ask());
    });
    asking.is_ok() && receiver.recv_timeout(patience).unwrap_or(false)
}

/// Asks the portal which version of file dialogs it has.
async fn version() -> zbus::Result<Message> {
    let bus = Connection::session().await?;
    let (portal, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
    let properties = InterfaceName::from_static_str("org.freedesktop.DBus.Properties")?;
    bus.call_method(Some(portal), path, Some(properties), "Get", &("org.freedesktop.portal.FileChooser", "version"))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_that_says_nothing_is_none() {
        let short = Duration::from_millis(20);
        assert!(answers_within(Duration::from_mins(1), || true));
        assert!(!answers_within(Duration::from_mins(1), || false));
        assert!(!answers_within(short, || {
            std::thread::sleep(Duration::from_secs(5));
            true
        }));
    }
}
