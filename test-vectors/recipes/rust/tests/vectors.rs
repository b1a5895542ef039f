//! serde_json refuses a whole file for half a surrogate pair in it: the vectors are to have none.

use serde_json::Value;
use std::fs;

#[test]
fn serde_json_reads_every_vector_file() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors/v1");
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).expect(&path.display().to_string());
        let groups = file["testGroups"].as_array().unwrap();
        let tests: usize = groups.iter().map(|group| group["tests"].as_array().unwrap().len()).sum();
        assert_eq!(file["numberOfTests"], tests, "{}", path.display());
        files += 1;
    }
    assert!(files >= 6, "{files} files in {folder}");
}
