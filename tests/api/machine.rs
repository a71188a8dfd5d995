//! What the machine brings with it: proxies, certificates, names.
//!
//! Some of it is read from the environment, which tests share: such a test runs itself again in a process of its own.

use andibox::api::{Address, Client, ClientOptions};

use super::setup::Bench;
use super::wire::{Wire, json};

/// Says to a test that it is the second process, and what to do there.
const TASK: &str = "ANDIBOX_TEST_TASK";

/// Runs a test of this file again with a task and an environment; whether it succeeded there.
async fn again(test: &str, task: &str, environment: &[(&str, &str)]) -> bool {
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", &format!("machine::{test}")])
        .env(TASK, task)
        .envs(environment.iter().copied());
    let output = tokio::task::spawn_blocking(move || child.output());
    let output = output.await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("running 1 test"), "no such test: {test}");
    output.status.success()
}

fn task() -> Option<String> {
    std::env::var(TASK).ok()
}

#[tokio::test]
async fn no_proxy_comes_between_two_programs_of_one_machine() {
    if let Some(address) = task() {
        let bench = Bench::at(&address.parse().unwrap());
        bench.client.list_channels(None).await.unwrap();
        return;
    }
    let wire = Wire::start([json("[]")]).await;
    let nobody = "http://127.0.0.1:9";
    let proxies = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"].map(|it| (it, nobody));
    let test = "no_proxy_comes_between_two_programs_of_one_machine";
    assert!(again(test, &wire.address.to_string(), &proxies).await);
    assert!(wire.requests()[0].starts_with("GET /api/v1/channels HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_machine_without_certificates_still_makes_a_client() {
    if let Some(address) = task() {
        Client::new(ClientOptions::new(address.parse().unwrap())).unwrap();
        return;
    }
    // Variables of this name are how the certificates of a Unix machine are found.
    let none = [
        ("SSL_CERT_FILE", "/nonexistent"),
        ("SSL_CERT_DIR", "/nonexistent"),
    ];
    let test = "a_machine_without_certificates_still_makes_a_client";
    for address in [Address::HOSTED, "http://127.0.0.1:9/api/v1"] {
        assert!(again(test, address, &none).await, "{address}");
    }
}

#[tokio::test]
async fn localhost_is_this_machine_without_asking_anybody() {
    let wire = Wire::start([json("[]")]).await;
    let named = wire.address.to_string().replace("127.0.0.1", "localhost");
    let bench = Bench::at(&named.parse().unwrap());
    bench.client.list_channels(None).await.unwrap();
    assert_eq!(wire.connections(), 1);
}
