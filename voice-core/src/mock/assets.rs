//! What the account holds: numbers, recordings, voices, flows.

use std::pin::Pin;
use std::task::{Context, Poll};

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;

use super::provider::MockProvider;
use super::request::MockRequest;
use super::state::{NAME, none, page, take};
use crate::{
    Audio, AudioFormat, AvailableNumber, CallId, Cursor, Error, HostedFlow, HostedFlowId,
    HostedFlowVersion, HostedFlows, NumberId, NumberOperation, NumberSearch, NumberUpdate, Numbers,
    OwnedNumber, Page, PhoneNumber, Recording, RecordingId, RecordingQuery, RecordingStatus,
    Recordings, Result, Voice, VoiceId, Voices,
};

#[async_trait]
impl Numbers for MockProvider {
    fn support(&self) -> &'static [NumberOperation] {
        NumberOperation::ALL
    }

    fn provider(&self) -> &'static str {
        NAME
    }

    async fn list_numbers(&self, cursor: Option<&Cursor>) -> Result<Page<OwnedNumber>> {
        let state = self.read(MockRequest::ListNumbers)?;
        page("list_numbers", state.numbers.iter(), cursor, None)
    }

    async fn number(&self, id: &NumberId) -> Result<OwnedNumber> {
        let state = self.read(MockRequest::Number(id.clone()))?;
        let number = state.numbers.iter().find(|number| number.id == *id);
        number.cloned().ok_or_else(|| none("number", "number"))
    }

    /// Offers the numbers +1 555 0180 to 0189 that the account does not hold.
    async fn search_numbers(&self, query: &NumberSearch) -> Result<Page<AvailableNumber>> {
        let state = self.read(MockRequest::SearchNumbers(query.clone()))?;
        let wanted = query
            .contains
            .as_deref()
            .unwrap_or_default()
            .replace('*', "");
        let offered = (180..190)
            .filter_map(|last| PhoneNumber::parse(&format!("+15550100{last}")).ok())
            .filter(|number| number.as_str().contains(&wanted))
            .filter(|number| !state.numbers.iter().any(|own| own.number == *number));
        let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
        Ok(Page::new(
            offered.map(AvailableNumber::new).take(limit).collect(),
            None,
        ))
    }

    async fn buy_number(&self, number: &PhoneNumber) -> Result<OwnedNumber> {
        self.change(MockRequest::BuyNumber(number.clone()), |state| {
            if state.numbers.iter().any(|own| own.number == *number) {
                let why = "the account holds it already";
                return Err(Error::new(
                    crate::ErrorKind::Conflict,
                    NAME,
                    "buy_number",
                    why,
                ));
            }
            let bought = OwnedNumber::new(state.id("number"), number.clone());
            state.numbers.push(bought.clone());
            Ok(bought)
        })
    }

    async fn update_number(&self, id: &NumberId, update: &NumberUpdate) -> Result<OwnedNumber> {
        self.change(
            MockRequest::UpdateNumber(id.clone(), update.clone()),
            |state| {
                let number = state.numbers.iter_mut().find(|number| number.id == *id);
                let number = number.ok_or_else(|| none("update_number", "number"))?;
                if let Some(label) = &update.label {
                    number.label = Some(label.clone());
                }
                if let Some(url) = &update.voice_url {
                    number.voice_url = Some(url.clone());
                }
                Ok(number.clone())
            },
        )
    }

    async fn release_number(&self, id: &NumberId) -> Result<()> {
        self.change(MockRequest::ReleaseNumber(id.clone()), |state| {
            let gone = take(&mut state.numbers, |number| number.id == *id);
            gone.map(|_| ())
                .ok_or_else(|| none("release_number", "number"))
        })
    }
}

#[async_trait]
impl Recordings for MockProvider {
    fn provider(&self) -> &'static str {
        NAME
    }

    async fn list_recordings(&self, query: &RecordingQuery) -> Result<Page<Recording>> {
        let state = self.read(MockRequest::ListRecordings(query.clone()))?;
        let recordings = state.recordings.iter().rev().filter(|recording| {
            query
                .call
                .as_ref()
                .is_none_or(|call| recording.call.as_ref() == Some(call))
                && query.since <= recording.started_at
                && query
                    .until
                    .is_none_or(|until| recording.started_at < Some(until))
        });
        page(
            "list_recordings",
            recordings,
            query.cursor.as_ref(),
            query.page_size,
        )
    }

    async fn recording(&self, id: &RecordingId) -> Result<Recording> {
        let state = self.read(MockRequest::Recording(id.clone()))?;
        let recording = state
            .recordings
            .iter()
            .find(|recording| recording.id == *id);
        recording
            .cloned()
            .ok_or_else(|| none("recording", "recording"))
    }

    /// Eight thousand bytes of silence in two chunks, whatever the format.
    async fn download_recording(&self, id: &RecordingId, _: AudioFormat) -> Result<Audio> {
        let state = self.read(MockRequest::DownloadRecording(id.clone()))?;
        let recording = state
            .recordings
            .iter()
            .find(|recording| recording.id == *id);
        if recording.is_none_or(|recording| recording.status != RecordingStatus::Completed) {
            return Err(none("download_recording", "recording"));
        }
        Ok(Audio {
            content_type: Some("audio/basic".into()),
            length: Some(8000),
            bytes: Box::pin(Chunks(vec![Bytes::from_static(&[0xff; 4000]); 2])),
        })
    }

    async fn delete_recording(&self, id: &RecordingId) -> Result<()> {
        self.change(MockRequest::DeleteRecording(id.clone()), |state| {
            let gone = take(&mut state.recordings, |recording| recording.id == *id);
            gone.map(|_| ())
                .ok_or_else(|| none("delete_recording", "recording"))
        })
    }

    async fn start_recording(&self, call: &CallId) -> Result<Recording> {
        self.change(MockRequest::StartRecording(call.clone()), |state| {
            state.live(call, "start_recording")?;
            let mut recording = Recording::new(state.id("recording"), RecordingStatus::InProgress);
            recording.call = Some(call.clone());
            recording.started_at = Some(state.now);
            state.recordings.push(recording.clone());
            Ok(recording)
        })
    }

    async fn stop_recording(&self, call: &CallId, id: &RecordingId) -> Result<()> {
        self.change(
            MockRequest::StopRecording(call.clone(), id.clone()),
            |state| {
                let now = state.now;
                let recording = state.recordings.iter_mut().find(|recording| {
                    recording.id == *id
                        && recording.call.as_ref() == Some(call)
                        && recording.status == RecordingStatus::InProgress
                });
                let recording = recording.ok_or_else(|| none("stop_recording", "recording"))?;
                recording.status = RecordingStatus::Completed;
                recording.duration = recording.started_at.map(|started| now.since(started));
                Ok(())
            },
        )
    }
}

/// A stream of what is there already.
struct Chunks(Vec<Bytes>);

impl Stream for Chunks {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop().map(Ok))
    }
}

#[async_trait]
impl Voices for MockProvider {
    /// Two voices: `mock-voice-anna` and `mock-voice-ravi`.
    async fn list_voices(&self) -> Result<Vec<Voice>> {
        self.read(MockRequest::ListVoices).map(|_| voices())
    }

    async fn voice(&self, id: &VoiceId) -> Result<Voice> {
        self.read(MockRequest::Voice(id.clone())).map(|_| ())?;
        let voice = voices().into_iter().find(|voice| voice.id == *id);
        voice.ok_or_else(|| none("voice", "voice"))
    }
}

fn voices() -> Vec<Voice> {
    let voice = |name: &str, language: &str| {
        let mut voice = Voice::new(VoiceId::from(format!("mock-voice-{name}")), name);
        voice.language = Some(language.into());
        voice
    };
    vec![voice("anna", "en-US"), voice("ravi", "hi-IN")]
}

#[async_trait]
impl HostedFlows for MockProvider {
    fn provider(&self) -> &'static str {
        NAME
    }

    async fn create_hosted_flow(&self, name: &str, document: &str) -> Result<HostedFlow> {
        self.change(MockRequest::CreateHostedFlow(name.into()), |state| {
            let mut flow = HostedFlow::new(state.id("flow"));
            flow.name = Some(name.into());
            flow.document = Some(document.into());
            state.flows.push(flow.clone());
            Ok(flow)
        })
    }

    async fn update_hosted_flow(&self, id: &HostedFlowId, document: &str) -> Result<HostedFlow> {
        self.change(MockRequest::UpdateHostedFlow(id.clone()), |state| {
            let flow = state.flows.iter_mut().find(|flow| flow.id == *id);
            let flow = flow.ok_or_else(|| none("update_hosted_flow", "flow"))?;
            flow.document = Some(document.into());
            Ok(flow.clone())
        })
    }

    async fn hosted_flow(&self, id: &HostedFlowId) -> Result<HostedFlow> {
        let state = self.read(MockRequest::HostedFlow(id.clone()))?;
        let flow = state.flows.iter().find(|flow| flow.id == *id);
        flow.cloned().ok_or_else(|| none("hosted_flow", "flow"))
    }

    async fn list_hosted_flows(&self, cursor: Option<&Cursor>) -> Result<Page<HostedFlow>> {
        let state = self.read(MockRequest::ListHostedFlows)?;
        page("list_hosted_flows", state.flows.iter(), cursor, None)
    }

    async fn delete_hosted_flow(&self, id: &HostedFlowId) -> Result<()> {
        self.change(MockRequest::DeleteHostedFlow(id.clone()), |state| {
            let gone = take(&mut state.flows, |flow| flow.id == *id);
            gone.map(|_| ())
                .ok_or_else(|| none("delete_hosted_flow", "flow"))
        })
    }

    /// The mock keeps one version of each flow.
    async fn list_hosted_flow_versions(&self, id: &HostedFlowId) -> Result<Vec<HostedFlowVersion>> {
        let state = self.read(MockRequest::ListHostedFlowVersions(id.clone()))?;
        if !state.flows.iter().any(|flow| flow.id == *id) {
            return Err(none("list_hosted_flow_versions", "flow"));
        }
        let mut version = HostedFlowVersion::new("1");
        version.is_live = Some(true);
        Ok(vec![version])
    }
}
