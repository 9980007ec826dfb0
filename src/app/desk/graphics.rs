//! Whether a graphics card draws the window or the processor.
//!
//! OpenGL works even without a card, on the processor, but several times slower than a renderer made for that. So what
//! counts is whether there is a device that draws:
//!
//! | where | what is asked |
//! |---|---|
//! | `/dev/dri`, `/dev/nvidia0`, `/dev/dxg` | is there a device that the user can open? |
//! | `/sys/class/drm` | does it draw? A virtual machine says whether its host draws for it |
//! | the X server | does it take pictures from a card (`DRI3`, `NV-GLX`)? Virtual screens don't |
//!
//! Virtual machines by VMware and VirtualBox don't say whether they draw; with Wayland they count as cards. So does an X
//! server on another machine, since only OpenGL's libraries send it large pictures in parts. On other systems the answer
//! is always the card. The setting overrides all of this.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Graphics {
    /// The graphics card if there is one, else the processor.
    #[default]
    Automatic,
    /// The graphics card, through OpenGL.
    Card,
    /// The processor, with a renderer made for it.
    Software,
}

impl Graphics {
    /// Whether the graphics card is to draw.
    pub fn uses_card(self) -> bool {
        match self {
            Self::Card => true,
            Self::Software => false,
            Self::Automatic => !cfg!(target_os = "linux") || screen_takes_cards(has_device(Path::new("/"))),
        }
    }
}

/// Whether there is a device that draws, below the root folder of a system.
fn has_device(root: &Path) -> bool {
    if ["dev/nvidia0", "dev/dxg"].iter().any(|device| can_open(&root.join(device))) {
        return true;
    }
    let Ok(devices) = fs_err::read_dir(root.join("dev/dri")) else { return false };
    devices.flatten().any(|device| {
        let name = device.file_name();
        let facts = root.join("sys/class/drm").join(&name).join("device");
        name.to_string_lossy().starts_with("renderD") && can_open(&device.path()) && draws(&facts)
    })
}

#[cfg(unix)]
fn can_open(device: &Path) -> bool {
    use rustix::fs::{Access, access};

    access(device, Access::READ_OK | Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn can_open(_device: &Path) -> bool {
    false
}

/// Whether a device draws, by what the system says about it.
fn draws(device: &Path) -> bool {
    // A device for tests of the kernel, which has memory and nothing else.
    let is_empty = fs_err::canonicalize(device).is_ok_and(|path| path.ends_with("vgem"));
    // A virtual device lists what its host offers as a string of bits; the first says whether it draws.
    let inside = fs_err::read_dir(device).into_iter().flatten().flatten();
    let inside = inside.filter(|entry| entry.file_name().to_string_lossy().starts_with("virtio"));
    let mut offers = std::iter::once(device.to_owned()).chain(inside.map(|entry| entry.path()));
    let offers = offers.find_map(|folder| fs_err::read_to_string(folder.join("features")).ok());
    !is_empty && offers.is_none_or(|offers| !offers.starts_with('0'))
}

/// Whether the screen shows what a card draws, if there is one.
#[cfg(target_os = "linux")]
fn screen_takes_cards(has_device: bool) -> bool {
    use x11rb::connection::RequestConnection;

    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if variable("WAYLAND_DISPLAY").or_else(|| variable("WAYLAND_SOCKET")).is_some() {
        return has_device;
    }
    if variable("DISPLAY").is_some_and(|display| is_elsewhere(&display)) {
        return true;
    }
    let Ok((server, _)) = x11rb::connect(None) else { return has_device };
    has_device && ["DRI3", "NV-GLX"].iter().any(|name| matches!(server.extension_information(name), Ok(Some(_))))
}

#[cfg(not(target_os = "linux"))]
fn screen_takes_cards(has_device: bool) -> bool {
    has_device
}

/// Whether the X server of a display such as `:0` or `host:10.0` is reached through a network.
fn is_elsewhere(display: &str) -> bool {
    let host = display.rsplit_once(':').map_or("", |(host, _)| host);
    !host.is_empty() && host != "unix" && !host.starts_with('/')
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// A system with one device of this name, and what a host offers if there is one.
    fn system(name: &str, offers: Option<(&str, &str)>) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let (device, node) = (root.path().join("sys/devices").join(name), root.path().join("sys/class/drm/renderD128"));
        for folder in [&root.path().join("dev/dri"), &device, &node] {
            fs_err::create_dir_all(folder).unwrap();
        }
        symlink(&device, node.join("device")).unwrap();
        fs_err::write(root.path().join("dev/dri/renderD128"), "").unwrap();
        fs_err::write(root.path().join("dev/dri/card0"), "").unwrap();
        if let Some((folder, offers)) = offers {
            fs_err::create_dir_all(device.join(folder)).unwrap();
            fs_err::write(device.join(folder).join("features"), offers).unwrap();
        }
        root
    }

    #[test]
    fn a_device_that_draws_is_told_from_one_that_shows() {
        assert!(!has_device(tempfile::tempdir().unwrap().path()));
        for (name, offers, expected) in [
            ("0000:00:02.0", None, true),
            ("vgem", None, false),
            ("virtio0", Some((".", "1100000000\n")), true),
            ("virtio0", Some((".", "0100000000\n")), false),
            ("0000:00:01.0", Some(("virtio1", "1000")), true),
            ("0000:00:01.0", Some(("virtio1", "0000")), false),
        ] {
            let system = system(name, offers);
            assert_eq!(has_device(system.path()), expected, "{name} {offers:?}");
        }
    }

    #[test]
    fn a_display_with_a_host_is_elsewhere() {
        for (display, expected) in [(":0", false), (":77.0", false), ("unix:0", false), ("/tmp/x:0", false)] {
            assert_eq!(is_elsewhere(display), expected, "{display}");
        }
        assert!(is_elsewhere("localhost:10.0") && is_elsewhere("news-3.example:0"));
    }

    #[test]
    fn a_device_without_a_node_to_draw_with_shows_only() {
        let system = system("0000:00:02.0", None);
        fs_err::remove_file(system.path().join("dev/dri/renderD128")).unwrap();
        assert!(!has_device(system.path()));
        fs_err::write(system.path().join("dev/nvidia0"), "").unwrap();
        assert!(has_device(system.path()));
    }

    #[test]
    fn the_setting_overrides_what_is_found() {
        assert!(Graphics::Card.uses_card() && !Graphics::Software.uses_card());
    }
}
