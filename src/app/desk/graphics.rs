//! Whether a graphics card draws the window or the processor.
//!
//! OpenGL is there even where no card is: it then runs on the processor, several times slower than what is written for
//! it. So what counts is whether a device that draws can be reached from here:
//!
//! | where | what is asked |
//! |---|---|
//! | `/dev/dri`, `/dev/nvidia0`, `/dev/dxg` | is there a device that this person may use? |
//! | `/sys/class/drm` | does its driver draw, or only show pictures? Virtual machines say whether their host draws for them |
//! | the X server | does it hand pictures from a card to the screen (`DRI3`, `NV-GLX`)? Remote desktops do not |
//!
//! On other systems the answer is always the card: there the system sees to it. The setting overrules all of it.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Graphics {
    /// The graphics card if there is one, else the processor.
    #[default]
    Automatic,
    /// The graphics card, or what stands in for it.
    Card,
    /// The processor.
    Processor,
}

/// Drivers of devices that show pictures and cannot draw.
const SHOW_ONLY: [&str; 10] =
    ["ast", "bochs-drm", "cirrus", "hyperv_drm", "mgag200", "qxl", "simple-framebuffer", "vboxvideo", "vgem", "vkms"];

impl Graphics {
    /// Whether the graphics card is to draw.
    pub fn uses_card(self) -> bool {
        match self {
            Self::Card => true,
            Self::Processor => false,
            Self::Automatic => !cfg!(target_os = "linux") || (has_device(Path::new("/")) && is_within_reach()),
        }
    }
}

/// Whether there is a device that draws, below the root folder of a system.
fn has_device(root: &Path) -> bool {
    let may_use = |path: &Path| fs_err::OpenOptions::new().read(true).write(true).open(path).is_ok();
    if ["dev/nvidia0", "dev/dxg"].iter().any(|device| may_use(&root.join(device))) {
        return true;
    }
    let Ok(devices) = fs_err::read_dir(root.join("dev/dri")) else { return false };
    devices.flatten().any(|device| {
        let name = device.file_name();
        let facts = root.join("sys/class/drm").join(&name).join("device");
        name.to_string_lossy().starts_with("renderD") && may_use(&device.path()) && draws(&facts)
    })
}

/// Whether the driver of a device draws, by what the system says of the device.
fn draws(device: &Path) -> bool {
    let driver = fs_err::read_link(device.join("driver"));
    let driver = driver.ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    if driver.is_some_and(|driver| SHOW_ONLY.contains(&driver.as_str())) {
        return false;
    }
    // A virtual device lists what its host offers as ones and noughts; the first says whether it draws.
    let inside = fs_err::read_dir(device)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_string_lossy().starts_with("virtio").then(|| entry.path()));
    let mut offers = std::iter::once(device.to_owned()).chain(inside).map(|folder| folder.join("features"));
    let offers = offers.find_map(|file| fs_err::read_to_string(file).ok());
    offers.is_none_or(|offers| !offers.starts_with('0'))
}

/// Whether the screen shows what a card of this machine has drawn.
#[cfg(target_os = "linux")]
fn is_within_reach() -> bool {
    use x11rb::connection::RequestConnection;

    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET") {
        return true;
    }
    let Ok((server, _)) = x11rb::connect(None) else { return true };
    ["DRI3", "NV-GLX"].iter().any(|name| matches!(server.extension_information(name), Ok(Some(_))))
}

#[cfg(not(target_os = "linux"))]
fn is_within_reach() -> bool {
    true
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// A system with one device, with the driver and the offers of a host that are given.
    fn system(driver: Option<&str>, offers: Option<(&str, &str)>) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let device = root.path().join("sys/class/drm/renderD128/device");
        for folder in [&root.path().join("dev/dri"), &device] {
            fs_err::create_dir_all(folder).unwrap();
        }
        fs_err::write(root.path().join("dev/dri/renderD128"), "").unwrap();
        fs_err::write(root.path().join("dev/dri/card0"), "").unwrap();
        if let Some(driver) = driver {
            symlink(format!("../../../bus/pci/drivers/{driver}"), device.join("driver")).unwrap();
        }
        if let Some((folder, offers)) = offers {
            fs_err::create_dir_all(device.join(folder)).unwrap();
            fs_err::write(device.join(folder).join("features"), offers).unwrap();
        }
        root
    }

    #[test]
    fn a_device_that_draws_is_told_from_one_that_shows() {
        assert!(!has_device(tempfile::tempdir().unwrap().path()));
        for (driver, offers, expected) in [
            (Some("i915"), None, true),
            (Some("amdgpu"), None, true),
            (None, None, true),
            (Some("vgem"), None, false),
            (Some("bochs-drm"), None, false),
            (Some("virtio_gpu"), Some((".", "1100000000\n")), true),
            (Some("virtio_gpu"), Some((".", "0100000000\n")), false),
            (Some("virtio-pci"), Some(("virtio1", "1000")), true),
            (Some("virtio-pci"), Some(("virtio1", "0000")), false),
        ] {
            let system = system(driver, offers);
            assert_eq!(has_device(system.path()), expected, "{driver:?} {offers:?}");
        }
    }

    #[test]
    fn a_device_without_a_node_to_draw_with_shows_only() {
        let system = system(Some("i915"), None);
        fs_err::remove_file(system.path().join("dev/dri/renderD128")).unwrap();
        assert!(!has_device(system.path()));
        fs_err::write(system.path().join("dev/nvidia0"), "").unwrap();
        assert!(has_device(system.path()));
    }

    #[test]
    fn a_wish_overrules_what_is_found() {
        assert!(Graphics::Card.uses_card() && !Graphics::Processor.uses_card());
    }
}
