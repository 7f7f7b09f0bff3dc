//! A frame from a stranger on a web socket. What is read can be written, and reads the same again.

use voice_twilio::socket::{PlaybackCommand, RelayCommand, RelayFrame, StreamFrame};

pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(frame) = StreamFrame::parse(&text) {
        let written = serde_json::to_string(&frame).unwrap();
        match (StreamFrame::parse(&written).unwrap(), frame) {
            // Blanks around it are not part of a JSON value.
            (StreamFrame::Unknown(again), StreamFrame::Unknown(first)) => {
                assert_eq!(again.as_str(), first.as_str().trim());
            }
            (again, first) => assert_eq!(again, first),
        }
    }
    if let Ok(frame) = RelayFrame::parse(&text) {
        let written = serde_json::to_string(&frame).unwrap();
        match (RelayFrame::parse(&written).unwrap(), frame) {
            (RelayFrame::Unknown(again), RelayFrame::Unknown(first)) => {
                assert_eq!(again.as_str(), first.as_str().trim());
            }
            (again, first) => assert_eq!(again, first),
        }
    }
    if let Ok(command) = serde_json::from_str::<PlaybackCommand>(&text) {
        let written = serde_json::to_string(&command).unwrap();
        assert_eq!(
            serde_json::from_str::<PlaybackCommand>(&written).unwrap(),
            command
        );
    }
    if let Ok(command) = serde_json::from_str::<RelayCommand>(&text) {
        let written = serde_json::to_string(&command).unwrap();
        assert_eq!(
            serde_json::from_str::<RelayCommand>(&written).unwrap(),
            command
        );
    }
}
