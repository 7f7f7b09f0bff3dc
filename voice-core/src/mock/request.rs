//! What the mock was asked to do.

use crate::{
    Answer, BatchId, CallId, CallQuery, ContactDetails, ContactId, HostedFlowId, MessageId,
    MessageQuery, NewBatch, NewMessage, NewSubscription, NumberId, NumberSearch, NumberUpdate,
    OutboundCall, PhoneNumber, RecordingId, RecordingQuery, Switch, Transfer, VoiceId, WebhookId,
};

/// One row an operation: the variant with what was given, and the name that errors carry.
macro_rules! requests {
    ($($(#[$doc:meta])* $variant:ident $(($($given:ty),+))? = $operation:literal,)+) => {
        /// Something the mock was asked to do. Failed ones are kept too, those that were refused as no carrier would see
        /// them are not.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum MockRequest { $($(#[$doc])* $variant $(($($given),+))?,)+ }

        impl MockRequest {
            /// The name of the operation, as errors carry it.
            pub fn operation(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $operation,)+ }
            }
        }
    };
}

requests! {
    /// [`OutboundCalls::place_call`](crate::OutboundCalls::place_call)
    PlaceCall(Box<OutboundCall>) = "place_call",
    /// [`Calls::call`](crate::Calls::call)
    Call(CallId) = "call",
    /// [`Calls::list_calls`](crate::Calls::list_calls)
    ListCalls(Box<CallQuery>) = "list_calls",
    /// [`CallControl::hang_up`](crate::CallControl::hang_up)
    HangUp(CallId) = "hang_up",
    /// [`CallControl::redirect`](crate::CallControl::redirect)
    Redirect(CallId, Answer) = "redirect",
    /// [`CallControl::transfer`](crate::CallControl::transfer)
    Transfer(CallId, Transfer) = "transfer",
    /// [`CallControl::hold`](crate::CallControl::hold)
    Hold(CallId, Switch) = "hold",
    /// [`CallControl::mute`](crate::CallControl::mute)
    Mute(CallId, Switch) = "mute",
    /// [`CallControl::stop_all`](crate::CallControl::stop_all)
    StopAll = "stop_all",
    /// [`BatchCalls::create_batch`](crate::BatchCalls::create_batch)
    CreateBatch(NewBatch) = "create_batch",
    /// [`BatchCalls::batch`](crate::BatchCalls::batch)
    Batch(BatchId) = "batch",
    /// [`BatchCalls::list_batch_items`](crate::BatchCalls::list_batch_items)
    ListBatchItems(BatchId) = "list_batch_items",
    /// [`BatchCalls::stop_batch`](crate::BatchCalls::stop_batch)
    StopBatch(BatchId) = "stop_batch",
    /// [`Recordings::list_recordings`](crate::Recordings::list_recordings)
    ListRecordings(RecordingQuery) = "list_recordings",
    /// [`Recordings::recording`](crate::Recordings::recording)
    Recording(RecordingId) = "recording",
    /// [`Recordings::download_recording`](crate::Recordings::download_recording)
    DownloadRecording(RecordingId) = "download_recording",
    /// [`Recordings::delete_recording`](crate::Recordings::delete_recording)
    DeleteRecording(RecordingId) = "delete_recording",
    /// [`Recordings::start_recording`](crate::Recordings::start_recording)
    StartRecording(CallId) = "start_recording",
    /// [`Recordings::stop_recording`](crate::Recordings::stop_recording)
    StopRecording(CallId, RecordingId) = "stop_recording",
    /// [`Transcripts::transcript`](crate::Transcripts::transcript)
    Transcript(CallId) = "transcript",
    /// [`Messages::send_message`](crate::Messages::send_message)
    SendMessage(Box<NewMessage>) = "send_message",
    /// [`Messages::message`](crate::Messages::message)
    Message(MessageId) = "message",
    /// [`Messages::list_messages`](crate::Messages::list_messages)
    ListMessages(Box<MessageQuery>) = "list_messages",
    /// [`Numbers::list_numbers`](crate::Numbers::list_numbers)
    ListNumbers = "list_numbers",
    /// [`Numbers::number`](crate::Numbers::number)
    Number(NumberId) = "number",
    /// [`Numbers::search_numbers`](crate::Numbers::search_numbers)
    SearchNumbers(NumberSearch) = "search_numbers",
    /// [`Numbers::buy_number`](crate::Numbers::buy_number)
    BuyNumber(PhoneNumber) = "buy_number",
    /// [`Numbers::update_number`](crate::Numbers::update_number)
    UpdateNumber(NumberId, NumberUpdate) = "update_number",
    /// [`Numbers::release_number`](crate::Numbers::release_number)
    ReleaseNumber(NumberId) = "release_number",
    /// [`Contacts::list_contacts`](crate::Contacts::list_contacts)
    ListContacts = "list_contacts",
    /// [`Contacts::contact`](crate::Contacts::contact)
    Contact(ContactId) = "contact",
    /// [`Contacts::create_contact`](crate::Contacts::create_contact)
    CreateContact(ContactDetails) = "create_contact",
    /// [`Contacts::update_contact`](crate::Contacts::update_contact)
    UpdateContact(ContactId, ContactDetails) = "update_contact",
    /// [`Contacts::delete_contact`](crate::Contacts::delete_contact)
    DeleteContact(ContactId) = "delete_contact",
    /// [`Voices::list_voices`](crate::Voices::list_voices)
    ListVoices = "list_voices",
    /// [`Voices::voice`](crate::Voices::voice)
    Voice(VoiceId) = "voice",
    /// [`HostedFlows::create_hosted_flow`](crate::HostedFlows::create_hosted_flow)
    CreateHostedFlow(Box<str>) = "create_hosted_flow",
    /// [`HostedFlows::update_hosted_flow`](crate::HostedFlows::update_hosted_flow)
    UpdateHostedFlow(HostedFlowId) = "update_hosted_flow",
    /// [`HostedFlows::hosted_flow`](crate::HostedFlows::hosted_flow)
    HostedFlow(HostedFlowId) = "hosted_flow",
    /// [`HostedFlows::list_hosted_flows`](crate::HostedFlows::list_hosted_flows)
    ListHostedFlows = "list_hosted_flows",
    /// [`HostedFlows::delete_hosted_flow`](crate::HostedFlows::delete_hosted_flow)
    DeleteHostedFlow(HostedFlowId) = "delete_hosted_flow",
    /// [`HostedFlows::list_hosted_flow_versions`](crate::HostedFlows::list_hosted_flow_versions)
    ListHostedFlowVersions(HostedFlowId) = "list_hosted_flow_versions",
    /// [`Webhooks::list_subscriptions`](crate::Webhooks::list_subscriptions)
    ListSubscriptions = "list_subscriptions",
    /// [`Webhooks::create_subscription`](crate::Webhooks::create_subscription)
    CreateSubscription(NewSubscription) = "create_subscription",
    /// [`Webhooks::delete_subscription`](crate::Webhooks::delete_subscription)
    DeleteSubscription(WebhookId) = "delete_subscription",
    /// [`TelephonyProvider::check`](crate::TelephonyProvider::check)
    Check = "check",
}
