//! Plain data as bytes: between a run and its child, and in the record of a run.
//!
//! Lengths come first, numbers are 64 bits, big end first. It is not a format for keeping: both
//! ends are the same build. What is cut off or malformed is an error, never a guess, and costs no
//! more memory than there are bytes.

use std::collections::BTreeMap;
use std::io::{self, Error, ErrorKind, Read, Write};
use std::path::PathBuf;

/// Data that can be written and read back.
pub(crate) trait Wire: Sized {
    fn put(&self, out: &mut dyn Write) -> io::Result<()>;
    fn take(input: &mut dyn Read) -> io::Result<Self>;
}

/// Implements [`Wire`] for a struct by its fields, in order.
macro_rules! wire {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::wire::Wire for $name {
            fn put(&self, out: &mut dyn std::io::Write) -> std::io::Result<()> {
                $($crate::wire::Wire::put(&self.$field, out)?;)+
                Ok(())
            }

            fn take(input: &mut dyn std::io::Read) -> std::io::Result<Self> {
                Ok(Self { $($field: $crate::wire::Wire::take(input)?),+ })
            }
        }
    };
}
pub(crate) use wire;

/// What was read makes no sense.
pub(crate) fn malformed() -> Error {
    Error::from(ErrorKind::InvalidData)
}

impl Wire for u64 {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.to_be_bytes())
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        let mut bytes = [0; 8];
        input.read_exact(&mut bytes)?;
        Ok(Self::from_be_bytes(bytes))
    }
}

impl Wire for usize {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        (*self as u64).put(out)
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        Self::try_from(u64::take(input)?).map_err(|_| malformed())
    }
}

impl Wire for String {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        put_bytes(self.as_bytes(), out)
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        Self::from_utf8(take_bytes(input)?).map_err(|_| malformed())
    }
}

impl Wire for PathBuf {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        put_bytes(self.as_os_str().as_encoded_bytes(), out)
    }

    #[cfg(unix)]
    fn take(input: &mut dyn Read) -> io::Result<Self> {
        use std::os::unix::ffi::OsStringExt as _;
        Ok(std::ffi::OsString::from_vec(take_bytes(input)?).into())
    }

    #[cfg(not(unix))]
    fn take(input: &mut dyn Read) -> io::Result<Self> {
        Ok(String::take(input)?.into())
    }
}

fn put_bytes(bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
    bytes.len().put(out)?;
    out.write_all(bytes)
}

fn take_bytes(input: &mut dyn Read) -> io::Result<Vec<u8>> {
    let length = u64::take(input)?;
    let mut bytes = Vec::new();
    // It grows with what is really there, whatever the length claims.
    let found = input.take(length).read_to_end(&mut bytes)?;
    if found as u64 == length {
        Ok(bytes)
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        u64::from(self.is_some()).put(out)?;
        self.iter().try_for_each(|value| value.put(out))
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        match u64::take(input)? {
            0 => Ok(None),
            1 => T::take(input).map(Some),
            _ => Err(malformed()),
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        self.len().put(out)?;
        self.iter().try_for_each(|item| item.put(out))
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        let length = u64::take(input)?;
        (0..length).map(|_| T::take(input)).collect()
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        self.0.put(out)?;
        self.1.put(out)
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        Ok((A::take(input)?, B::take(input)?))
    }
}

impl<K: Wire + Ord, V: Wire> Wire for BTreeMap<K, V> {
    fn put(&self, out: &mut dyn Write) -> io::Result<()> {
        self.len().put(out)?;
        self.iter().try_for_each(|(key, value)| {
            key.put(out)?;
            value.put(out)
        })
    }

    fn take(input: &mut dyn Read) -> io::Result<Self> {
        Ok(Vec::<(K, V)>::take(input)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct Sample {
        text: String,
        path: PathBuf,
        list: Vec<(u64, Option<String>)>,
        map: BTreeMap<String, usize>,
    }
    wire!(Sample {
        text,
        path,
        list,
        map
    });

    #[test]
    fn data_comes_back_and_nothing_less_does() {
        let sample = Sample {
            text: "日本".into(),
            path: "a/b".into(),
            list: vec![(u64::MAX, None), (0, Some(String::new()))],
            map: [("a".to_owned(), 1), ("b".to_owned(), 2)].into(),
        };
        let mut bytes = Vec::new();
        sample.put(&mut bytes).unwrap();
        assert_eq!(Sample::take(&mut bytes.as_slice()).unwrap(), sample);
        for length in 0..bytes.len() {
            assert!(Sample::take(&mut &bytes[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_an_error() {
        let huge = u64::MAX.to_be_bytes();
        assert!(String::take(&mut &huge[..]).is_err());
        assert!(Vec::<u64>::take(&mut &huge[..]).is_err());
        assert!(<Option<u64> as Wire>::take(&mut &huge[..]).is_err());
        let not_text = [&1_u64.to_be_bytes()[..], b"\xff"].concat();
        assert!(String::take(&mut not_text.as_slice()).is_err());
    }
}
