//! Keeps logins in the system's keyring, by server. On Linux that is the Secret Service of the session bus;
//! elsewhere none is used. Each call may block, for as long as the reader takes to unlock the keyring.

/// A user's name and password.
pub(crate) type KeptLogin = (String, String);

/// The system has no keyring, or it refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("no keyring, or it refused")]
pub(crate) struct NoKeyring;

pub(crate) use system::{forget_all, keep, login_of};

#[cfg(target_os = "linux")]
mod system {
    use crate::engine::desktop::keyring::{KeptLogin, NoKeyring};
    use std::collections::HashMap;
    use zbus::blocking::{Connection, Proxy};
    use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

    const SERVICE: &str = "org.freedesktop.secrets";
    const ROOT: &str = "/org/freedesktop/secrets";
    /// The path that stands for none.
    const NONE: &str = "/";

    /// A secret on its way: session, parameters, the secret itself, and its kind.
    type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);
    type Attributes<'a> = HashMap<&'a str, &'a str>;

    impl From<zbus::Error> for NoKeyring {
        fn from(_: zbus::Error) -> Self {
            Self
        }
    }

    /// The login that is kept for a server; `None` if there is none.
    pub(crate) fn login_of(server: &str) -> Result<Option<KeptLogin>, NoKeyring> {
        let keyring = Keyring::open()?;
        let items = keyring.items(&HashMap::from([("application", "seogo"), ("server", server)]))?;
        let Some(item) = items.first() else { return Ok(None) };
        let session = keyring.session()?;
        let secrets: HashMap<OwnedObjectPath, Secret> =
            keyring.service()?.call("GetSecrets", &(vec![item], session))?;
        let secret = secrets.into_values().next().map(|(_, _, secret, _)| secret).unwrap_or_default();
        Ok(serde_json::from_slice(&secret).ok())
    }

    /// Keeps the login for a server, in place of an earlier one.
    pub(crate) fn keep(server: &str, login: &KeptLogin) -> Result<(), NoKeyring> {
        let keyring = Keyring::open()?;
        let collection: OwnedObjectPath = keyring.service()?.call("ReadAlias", &("default",))?;
        if collection.as_str() == NONE {
            return Err(NoKeyring);
        }
        keyring.unlock(vec![collection.clone()])?;
        let secret = serde_json::to_vec(login).map_err(|_| NoKeyring)?;
        let secret: Secret = (keyring.session()?, Vec::new(), secret, "application/json".to_owned());
        let attributes: Attributes<'_> = HashMap::from([("application", "seogo"), ("server", server)]);
        let properties: HashMap<&str, Value<'_>> = HashMap::from([
            ("org.freedesktop.Secret.Item.Label", Value::from(format!("Seogo: {server}"))),
            ("org.freedesktop.Secret.Item.Attributes", Value::from(attributes)),
        ]);
        let collection = keyring.proxy(&collection, "org.freedesktop.Secret.Collection")?;
        let (_, prompt): (OwnedObjectPath, OwnedObjectPath) =
            collection.call("CreateItem", &(properties, secret, true))?;
        keyring.answer(&prompt)
    }

    /// Forgets all logins, and returns how many there were.
    pub(crate) fn forget_all() -> Result<usize, NoKeyring> {
        let keyring = Keyring::open()?;
        let items = keyring.items(&HashMap::from([("application", "seogo")]))?;
        for item in &items {
            let prompt: OwnedObjectPath =
                keyring.proxy(item, "org.freedesktop.Secret.Item")?.call("Delete", &())?;
            keyring.answer(&prompt)?;
        }
        Ok(items.len())
    }

    struct Keyring {
        bus: Connection,
    }

    impl Keyring {
        fn open() -> Result<Self, NoKeyring> {
            Ok(Self { bus: Connection::session()? })
        }

        fn proxy<'a>(&self, path: &'a ObjectPath<'_>, interface: &'a str) -> Result<Proxy<'a>, NoKeyring> {
            Ok(Proxy::new(&self.bus, SERVICE, path.as_str(), interface)?)
        }

        fn service(&self) -> Result<Proxy<'static>, NoKeyring> {
            Ok(Proxy::new(&self.bus, SERVICE, ROOT, "org.freedesktop.Secret.Service")?)
        }

        /// A session in which secrets are passed as they are; they don't leave this machine.
        fn session(&self) -> Result<OwnedObjectPath, NoKeyring> {
            let (_, session): (OwnedValue, OwnedObjectPath) =
                self.service()?.call("OpenSession", &("plain", Value::from("")))?;
            Ok(session)
        }

        /// The items with these attributes, unlocked.
        fn items(&self, attributes: &Attributes<'_>) -> Result<Vec<OwnedObjectPath>, NoKeyring> {
            let (mut items, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
                self.service()?.call("SearchItems", &(attributes,))?;
            if !locked.is_empty() {
                self.unlock(locked.clone())?;
                items.extend(locked);
            }
            Ok(items)
        }

        fn unlock(&self, objects: Vec<OwnedObjectPath>) -> Result<(), NoKeyring> {
            let (_, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) =
                self.service()?.call("Unlock", &(objects,))?;
            self.answer(&prompt)
        }

        /// Lets the reader answer what the keyring asks, if anything.
        fn answer(&self, prompt: &OwnedObjectPath) -> Result<(), NoKeyring> {
            if prompt.as_str() == NONE {
                return Ok(());
            }
            let prompt = self.proxy(prompt, "org.freedesktop.Secret.Prompt")?;
            let mut completed = prompt.receive_signal("Completed")?;
            prompt.call::<_, _, ()>("Prompt", &("",))?;
            let answer = completed.next().ok_or(NoKeyring)?;
            let (is_dismissed, _): (bool, OwnedValue) = answer.body().deserialize()?;
            if is_dismissed { Err(NoKeyring) } else { Ok(()) }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use crate::engine::desktop::keyring::{KeptLogin, NoKeyring};

    pub(crate) fn login_of(_server: &str) -> Result<Option<KeptLogin>, NoKeyring> {
        Err(NoKeyring)
    }

    pub(crate) fn keep(_server: &str, _login: &KeptLogin) -> Result<(), NoKeyring> {
        Err(NoKeyring)
    }

    pub(crate) fn forget_all() -> Result<usize, NoKeyring> {
        Err(NoKeyring)
    }
}
