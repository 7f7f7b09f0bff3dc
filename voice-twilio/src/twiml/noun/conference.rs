//! `Conference`.

use crate::twiml::element::element;
use crate::twiml::value::words;
use crate::twiml::{Method, Trim};

words! {
    /// When a conference beeps.
    Beep {
        /// When somebody comes or goes. The default.
        True = "true",
        /// Never.
        False = "false",
        /// When somebody comes.
        OnEnter = "onEnter",
        /// When somebody goes.
        OnExit = "onExit",
    }

    /// Whether a conference is recorded.
    ConferenceRecord {
        /// It is not. The default.
        DoNotRecord = "do-not-record",
        /// From its start.
        FromStart = "record-from-start",
    }

    /// Where a conference is mixed.
    Region {
        /// Virginia.
        Us1 = "us1",
        /// Oregon.
        Us2 = "us2",
        /// Ireland.
        Ie1 = "ie1",
        /// Germany.
        De1 = "de1",
        /// Singapore.
        Sg1 = "sg1",
        /// Brazil.
        Br1 = "br1",
        /// Australia.
        Au1 = "au1",
        /// Japan.
        Jp1 = "jp1",
    }

    /// How much delay a conference accepts for smooth sound.
    JitterBufferSize {
        /// Most. The default.
        Large = "large",
        /// Some.
        Medium = "medium",
        /// Little.
        Small = "small",
        /// None.
        Off = "off",
    }

    /// What a conference reports.
    ConferenceEvent {
        /// It has started.
        Start = "start",
        /// It has ended.
        End = "end",
        /// Somebody came.
        Join = "join",
        /// Somebody went.
        Leave = "leave",
        /// Somebody was muted or unmuted.
        Mute = "mute",
        /// Somebody was put on hold or taken off.
        Hold = "hold",
        /// A participant was changed.
        Modify = "modify",
        /// Somebody began or stopped speaking.
        Speaker = "speaker",
        /// An announcement has ended or failed.
        Announcement = "announcement",
    }
}

element! {
    /// A conference room of the account, made on demand.
    Conference = "Conference" {
        /// Only listens. Default false.
        muted: flag = "muted";
        /// When it beeps. Default `true`.
        beep: word(Beep) = "beep";
        /// The conference begins when this caller comes. Default true.
        start_conference_on_enter: flag = "startConferenceOnEnter";
        /// The conference ends when this caller goes. Default false.
        end_conference_on_exit: flag = "endConferenceOnExit";
        /// A label by which the participant can be addressed.
        participant_label: text = "participantLabel";
        /// What is heard before the conference begins; empty is silence. Default: Twilio's music.
        wait_url: url = "waitUrl";
        /// How. Default `POST`.
        wait_method: word(Method) = "waitMethod";
        /// How many may be in it, at most 250 (as of the Participants resource). Default 250.
        max_participants: number = "maxParticipants", Rule::Range(0, 250);
        /// Whether it is recorded. Default `do-not-record`.
        record: word(ConferenceRecord) = "record";
        /// Whether silence is cut. Default `trim-silence`.
        trim: word(Trim) = "trim";
        /// Where it is mixed. Default: nearest.
        region: word(Region) = "region";
        /// The call that this caller whispers to.
        coach: text = "coach";
        /// Smoothness against delay. Default `large`.
        jitter_buffer_size: word(JitterBufferSize) = "jitterBufferSize";
        /// Is told of events.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// Of which. Default none.
        status_callback_event: list(ConferenceEvent) = "statusCallbackEvent";
        /// A stored configuration of recordings.
        recording_configuration_id: text = "recordingConfigurationId";
        /// An old callback.
        event_callback_url: url = "eventCallbackUrl";
    } + recording_callback
    text(text)
    /// The room's name.
    room;
}
