//! `Record`.

use crate::twiml::check::KEYPAD;
use crate::twiml::element::element;
use crate::twiml::{Method, Trim};

element! {
    /// Records the caller.
    ///
    /// Afterwards `action` (default: the *current* document) is asked for the next document; when
    /// nothing was heard it is not asked, and the next verb runs.
    Record = "Record" {
        /// Where the recording's URL goes. Default: the current document.
        action: url = "action";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Seconds of silence that end the recording; 0 is never. Default 5.
        timeout: number = "timeout";
        /// The keys that end the recording; empty for none. Default all of `0-9 * #`.
        finish_on_key: text = "finishOnKey", Rule::Keys(KEYPAD);
        /// The longest recording, in seconds, at least 2. Default 3600.
        max_length: number = "maxLength", Rule::Range(2, u32::MAX);
        /// Beeps before it records. Default true.
        play_beep: flag = "playBeep";
        /// Whether silence is cut. Default `trim-silence`.
        trim: word(Trim) = "trim";
        /// Writes the recording down. Default false; with `transcribeCallback` true.
        transcribe: flag = "transcribe";
        /// Gets the transcription.
        transcribe_callback: url = "transcribeCallback";
        /// A stored configuration of recordings.
        recording_configuration_id: text = "recordingConfigurationId";
    } + recording_callback
}
