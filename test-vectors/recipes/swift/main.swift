import Foundation

let testee: Testee
switch CommandLine.arguments.dropFirst().first {
case "published": testee = .published
case "fixed": testee = .fixed
default: fail("usage: testee published|fixed")
}

while let line = readLine() {
    guard let request = try? JSONDecoder().decode(Request.self, from: Data(line.utf8)) else { fail("not a request: \(line.prefix(200))") }
    switch request.cmd {
    case "hello": write(testee.hello)
    case "run": write(testee.answer(request))
    case "bye": exit(0)
    default: continue
    }
}

func write(_ message: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(message) else { fail("an answer cannot be encoded") }
    FileHandle.standardOutput.write(json + [UInt8(ascii: "\n")])
}

func fail(_ complaint: String) -> Never {
    FileHandle.standardError.write(Data((complaint + "\n").utf8))
    exit(65)
}
