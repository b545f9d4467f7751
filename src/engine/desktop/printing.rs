//! The system's print dialog: on Linux, that of the desktop portal on the session bus; elsewhere none is used.

use thiserror::Error;

/// What the reader did in the dialog.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    Printed,
    Cancelled,
}

/// The system has no print dialog, or it failed.
#[derive(Debug, Error)]
#[error("no print dialog")]
pub(crate) struct NoDialog;

/// Lets the reader print a PDF file under a title in the system's dialog. Blocks for as long as the reader takes.
#[cfg(not(target_os = "linux"))]
pub(crate) fn print_in_dialog(_pdf: &std::fs::File, _title: &str) -> Result<Answered, NoDialog> {
    Err(NoDialog)
}

#[cfg(target_os = "linux")]
pub(crate) use portal::print_in_dialog;

#[cfg(target_os = "linux")]
mod portal {
    use crate::engine::desktop::printing::{Answered, NoDialog};
    use crate::engine::desktop::system::PORTAL;
    use std::collections::HashMap;
    use std::fs::File;
    use std::time::Duration;
    use zbus::MatchRule;
    use zbus::blocking::connection::Builder;
    use zbus::blocking::fdo::DBusProxy;
    use zbus::blocking::{Connection, MessageIterator};
    use zbus::message::Type;
    use zbus::zvariant::{Fd, OwnedObjectPath, OwnedValue, Value};

    /// How long the portal may take to accept a file, which includes starting it.
    const PATIENCE: Duration = Duration::from_secs(30);

    impl From<zbus::Error> for NoDialog {
        fn from(_: zbus::Error) -> Self {
            Self
        }
    }

    /// Lets the reader print a PDF file under a title in the system's dialog. Blocks for as long as the reader takes.
    pub(crate) fn print_in_dialog(pdf: &File, title: &str) -> Result<Answered, NoDialog> {
        let bus = Builder::session()?.method_timeout(PATIENCE).build()?;
        // The answer may come before the call returns, so it is listened for from the beginning.
        let messages = MessageIterator::from(&bus);
        listen(&bus)?;
        let request = ask(&bus, pdf, title)?;
        for message in messages {
            let message = message?;
            let header = message.header();
            match header.member().map(|member| member.as_str()) {
                Some("Response") if header.path().is_some_and(|path| *path == *request) => {
                    let (answer, _): (u32, HashMap<String, OwnedValue>) = message.body().deserialize()?;
                    return match answer {
                        0 => Ok(Answered::Printed),
                        1 => Ok(Answered::Cancelled),
                        _ => Err(NoDialog),
                    };
                }
                Some("NameOwnerChanged") => {
                    let (_, _, owner): (String, String, String) = message.body().deserialize()?;
                    // The portal is gone, and its dialog with it.
                    if owner.is_empty() {
                        return Err(NoDialog);
                    }
                }
                _ => {}
            }
        }
        Err(NoDialog)
    }

    /// Has the bus pass on the portal's answers, and that the portal is gone.
    fn listen(bus: &Connection) -> zbus::Result<()> {
        let signal = || MatchRule::builder().msg_type(Type::Signal);
        let answer = signal().interface("org.freedesktop.portal.Request")?.member("Response")?;
        let owner = signal().interface("org.freedesktop.DBus")?.member("NameOwnerChanged")?;
        let rules = DBusProxy::new(bus)?;
        rules.add_match_rule(answer.build())?;
        rules.add_match_rule(owner.arg(0, PORTAL)?.build())?;
        Ok(())
    }

    /// Hands the file to the portal, which then opens its dialog. Returns the path of the request.
    fn ask(bus: &Connection, pdf: &File, title: &str) -> zbus::Result<OwnedObjectPath> {
        let options: HashMap<&str, Value<'_>> = HashMap::new();
        let request = ("", title, Fd::from(pdf), options);
        let (path, interface) = ("/org/freedesktop/portal/desktop", "org.freedesktop.portal.Print");
        let reply = bus.call_method(Some(PORTAL), path, Some(interface), "Print", &request)?;
        reply.body().deserialize()
    }
}
