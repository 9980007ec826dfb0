//! Whether the desktop has a portal, which shows file dialogs of the desktop's own.

use zbus::{Connection, Message, names::InterfaceName};

/// Whether a portal that shows file dialogs answers.
pub(super) fn is_there() -> bool {
    let answer = pollster::block_on(version());
    answer.inspect_err(|error| log::info!("no desktop portal shows file dialogs: {error}")).is_ok()
}

/// Asks the portal which version of file dialogs it has.
async fn version() -> zbus::Result<Message> {
    let bus = Connection::session().await?;
    let (portal, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
    let properties = InterfaceName::from_static_str("org.freedesktop.DBus.Properties")?;
    bus.call_method(Some(portal), path, Some(properties), "Get", &("org.freedesktop.portal.FileChooser", "version"))
        .await
}
