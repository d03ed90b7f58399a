//! How sound is described in the headers of Microsoft's formats (`WAVEFORMATEX`).

use super::film::Sound;
use super::head::{four, two};

/// What stands at this place; none where nothing does.
pub(super) fn sound_at(head: &[u8], at: usize) -> Option<Sound> {
    let (kind, channels) = (two(head, at)?, two(head, at.checked_add(2)?)?);
    let (sample_rate, bytes) = (four(head, at.checked_add(4)?)?, four(head, at.checked_add(8)?)?);
    let data_format = name_of(kind).to_owned();
    Some(Sound { data_format, sample_rate, channels: channels.into(), bitrate: u64::from(bytes) * 8 })
}

/// What getID3 calls a kind of sound.
fn name_of(kind: u16) -> &'static str {
    match kind {
        0x0050 => "mp2",
        0x0055 => "mp3",
        0x00ff | 0x1600 | 0x1610 => "aac",
        0x0160..=0x0163 => "wma",
        0x2000 => "ac3",
        0x2001 => "dts",
        _ => "wav",
    }
}
