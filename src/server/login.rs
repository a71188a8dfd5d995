//! Agent login: a device flow. An agent asks, a person with an admin key approves, the agent fetches its key once.

use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};

use super::auth::{Role, digest};
use super::db::{Db, Workspace};
use super::decode::{ExchangeInput, LoginInput};
use super::keys::{self, Origin};
use super::reply::Reply;
use super::time::Millis;
use super::{Fault, chance};

/// How long a login may take.
const LASTS: TimeDelta = TimeDelta::minutes(10);
/// How often the agent may ask, in seconds.
const INTERVAL: u32 = 5;
/// Anybody can start a login, so the oldest give way when there are too many.
const KEPT: i64 = 1000;

/// Starts a login. `base` is the address of the API as the agent knows it.
pub(super) fn start(db: &mut Db, input: &LoginInput, base: &str) -> Result<Reply, Fault> {
    let device_code = chance::base62(40)?;
    let letters = chance::code_letters(8)?;
    let user_code = format!("{}-{}", &letters[..4], &letters[4..]);
    let now = db.now();
    let expires_at = now.plus(LASTS);
    let conn = db.conn();
    conn.execute(
        "DELETE FROM login WHERE expires_at < ?1 OR n <= (SELECT max(n) FROM login) - ?2",
        params![now.plus(-LASTS), KEPT],
    )?;
    conn.execute(
        "INSERT INTO login (device_digest, user_code, agent_name, agent_description, role, state,
             created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, 'pending', ?6, ?7)",
        params![
            digest(device_code.as_bytes()),
            user_code,
            input.agent_name,
            input.agent_description,
            input.role.as_str(),
            now,
            expires_at,
        ],
    )?;
    let verification = format!("{base}/agent/auth/requests");
    let complete = format!("{verification}/{user_code}");
    let body = json!({
        "deviceCode": device_code,
        "userCode": user_code,
        "verificationUri": verification,
        "verificationUriComplete": complete,
        "expiresAt": expires_at.to_string(),
        "intervalSeconds": INTERVAL,
        "instructions": {
            "approve": format!("POST {complete}/approve with the server's admin key"),
            "deny": format!("POST {complete}/deny with the server's admin key"),
            "exchange": format!("POST {base}/agent/auth/exchange with the deviceCode every {INTERVAL} seconds"),
        },
    });
    Ok(Reply::created(body.to_string().into_bytes()))
}

/// Shows a login to the person who is to approve it.
pub(super) fn get(conn: &Connection, code: &str, now: Millis) -> Result<Reply, Fault> {
    let login = Login::by_code(conn, code)?;
    Ok(Reply::ok(login.body(now).to_string().into_bytes()))
}

/// Approves or denies a login. Deciding the same again changes nothing.
pub(super) fn decide(db: &mut Db, code: &str, approve: bool) -> Result<Reply, Fault> {
    let mut login = Login::by_code(db.conn(), code)?;
    let state = login.state_at(db.now());
    let wanted = if approve {
        State::Approved
    } else {
        State::Denied
    };
    if state == State::Pending {
        login.move_to(db, wanted)?;
    } else if state != wanted {
        return Err(
            Fault::invalid(format!("The login is {} already.", state.as_str()))
                .detail("status", state.as_str()),
        );
    }
    Ok(Reply::ok(login.body(db.now()).to_string().into_bytes()))
}

/// Gives an approved login its key, once. The key is made now, so that its secret is never stored.
pub(super) fn exchange(db: &mut Db, input: &ExchangeInput, base: &str) -> Result<Reply, Fault> {
    let mut login = Login::by_device(db.conn(), &input.device_code)?;
    let state = login.state_at(db.now());
    let body = match state {
        State::Approved => approved(db, &mut login, base)?,
        State::Exchanged => {
            return Err(Fault::invalid("The key of this login was fetched already.")
                .detail("status", state.as_str()));
        }
        State::Pending => json!({"status": state.as_str(), "intervalSeconds": INTERVAL}),
        State::Denied | State::Expired => json!({"status": state.as_str()}),
    };
    Ok(Reply::ok(body.to_string().into_bytes()))
}

fn approved(db: &mut Db, login: &mut Login, base: &str) -> Result<Value, Fault> {
    let key = keys::create(db, &login.agent_name, login.role, Origin::Login)?;
    login.move_to(db, State::Exchanged)?;
    let workspace = Workspace::read(db.conn())?;
    let permissions: Vec<&str> = key.info.permissions().iter().map(|p| p.as_str()).collect();
    Ok(json!({
        "status": State::Approved.as_str(),
        "workspace": {"handle": workspace.handle, "name": workspace.name},
        "apiKey": {
            "key": key.secret.expose(),
            "apiKey": {
                "id": key.info.id,
                "name": key.info.name,
                "role": key.info.role.as_str(),
                "permissions": permissions,
                "createdAt": Millis::of(key.info.created_at).to_string(),
                "expiresAt": null,
            },
        },
        "usage": {"recommendedEnvVar": "ANDI_API_KEY", "header": "x-api-key", "baseUrl": base},
    }))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Pending,
    Approved,
    Denied,
    Exchanged,
    /// Never stored: it comes with time.
    Expired,
}

impl State {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Denied => "denied",
            Self::Exchanged => "exchanged",
            Self::Expired => "expired",
        }
    }

    fn read(word: &str) -> Self {
        [Self::Pending, Self::Approved, Self::Denied, Self::Exchanged]
            .into_iter()
            .find(|state| state.as_str() == word)
            .unwrap_or(Self::Expired)
    }
}

struct Login {
    n: i64,
    user_code: String,
    agent_name: String,
    agent_description: Option<String>,
    role: Role,
    state: State,
    created_at: Millis,
    expires_at: Millis,
}

impl Login {
    fn by_code(conn: &Connection, code: &str) -> Result<Self, Fault> {
        // People copy codes in any case.
        Self::find(conn, "user_code = ?1", &code.to_ascii_uppercase())
    }

    fn by_device(conn: &Connection, device_code: &str) -> Result<Self, Fault> {
        Self::find(conn, "device_digest = ?1", &digest(device_code.as_bytes()))
    }

    fn find(conn: &Connection, which: &str, value: &dyn rusqlite::ToSql) -> Result<Self, Fault> {
        conn.prepare_cached(&format!(
            "SELECT n, user_code, agent_name, agent_description, role, state, created_at, expires_at
             FROM login WHERE {which}"
        ))?
        .query_row([value], Self::of)
        .optional()?
        .ok_or(Fault::NotFound)
    }

    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            n: row.get(0)?,
            user_code: row.get(1)?,
            agent_name: row.get(2)?,
            agent_description: row.get(3)?,
            role: Role::read(&row.get::<_, String>(4)?).unwrap_or(Role::Viewer),
            state: State::read(&row.get::<_, String>(5)?),
            created_at: row.get(6)?,
            expires_at: row.get(7)?,
        })
    }

    fn state_at(&self, now: Millis) -> State {
        match self.state {
            State::Pending | State::Approved if now >= self.expires_at => State::Expired,
            state => state,
        }
    }

    fn move_to(&mut self, db: &Db, state: State) -> Result<(), Fault> {
        db.conn().execute(
            "UPDATE login SET state = ?2 WHERE n = ?1",
            params![self.n, state.as_str()],
        )?;
        self.state = state;
        Ok(())
    }

    fn body(&self, now: Millis) -> Value {
        json!({
            "userCode": self.user_code,
            "agentName": self.agent_name,
            "agentDescription": self.agent_description,
            "role": self.role.as_str(),
            "status": self.state_at(now).as_str(),
            "createdAt": self.created_at.to_string(),
            "expiresAt": self.expires_at.to_string(),
        })
    }
}
