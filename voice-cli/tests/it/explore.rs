//! `voice flow explore` and `voice flow diff`

use std::fs;

use crate::support::{folder, template, voice};

const AT: [&str; 2] = ["--at", "2026-03-02T10:00:00Z"];

#[test]
fn every_ending_has_a_list_that_really_leads_there() {
    let flow = template("reception");
    let args = [
        "flow",
        "explore",
        &flow,
        "--format",
        "json",
        "--target-coverage",
        "100",
        AT[0],
        AT[1],
    ];
    let ran = voice(&args);
    assert_eq!(ran.status, 0, "{ran:?}");
    let report = ran.json();
    assert_eq!(report["unreached_nodes"], serde_json::json!([]));
    let endings = report["endings"].as_array().unwrap();
    assert!(endings.len() > 1, "{report}");
    for ending in endings {
        let input = ending["input"].as_str().unwrap();
        let args = [
            "flow", "simulate", &flow, "--format", "json", "--input", input, AT[0], AT[1],
        ];
        let run = voice(&args).json();
        assert_eq!(run["outcome"], ending["outcome"], "{input}");
        assert_eq!(
            run["events"].as_array().unwrap().last().unwrap()["node"],
            ending["node"],
            "{input}"
        );
    }
}

#[test]
fn coverage_that_is_not_reached_is_status_1() {
    let path = folder("coverage").join("flow.json");
    let flow = r#"{"name": "Half",
      "nodes": [{"id": "start", "type": "start"}, {"id": "bye", "type": "hangup"},
                {"id": "lost", "type": "say", "data": {"message": "Nobody hears this."}}],
      "edges": [{"source": "start", "target": "bye"}, {"source": "lost", "target": "bye"}]}"#;
    fs::write(&path, flow).unwrap();
    let path = path.to_str().unwrap();
    let ran = voice(&["flow", "explore", path, "--target-coverage", "90"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("90 %"), "{ran:?}");
    assert!(ran.out.contains("lost"), "{ran:?}");
    assert_eq!(
        voice(&["flow", "explore", path, "--target-coverage", "10"]).status,
        0
    );
    assert_eq!(
        voice(&["flow", "explore", path, "--target-coverage", "101"]).status,
        2
    );
}

#[test]
fn a_changed_prompt_is_a_changed_journey_and_layout_is_none() {
    let old = template("rider-delivery-alert");
    let text = fs::read_to_string(&old).unwrap();
    let folder = folder("diff");
    let moved = folder.join("moved.json");
    fs::write(&moved, text.replace("\"y\": 100", "\"y\": 900")).unwrap();
    let ran = voice(&[
        "flow",
        "diff",
        &old,
        moved.to_str().unwrap(),
        "--format",
        "json",
    ]);
    assert_eq!(ran.json()["changes"], serde_json::json!([]), "{ran:?}");

    let changed = folder.join("changed.json");
    assert!(
        text.contains("Ride safely"),
        "the test needs a sentence to change"
    );
    fs::write(&changed, text.replace("Ride safely", "Drive safely")).unwrap();
    let ran = voice(&["flow", "diff", &old, changed.to_str().unwrap()]);
    assert_eq!(ran.status, 0);
    assert!(
        ran.out.contains("Ride safely") && ran.out.contains("Drive safely"),
        "{ran:?}"
    );
}
