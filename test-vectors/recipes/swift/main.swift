import Foundation

let testee: Testee
switch CommandLine.arguments.dropFirst().first {
case "published": testee = .published
case "fixed": testee = .fixed
default:
    FileHandle.standardError.write(Data("usage: testee published|fixed\n".utf8))
    exit(64)
}

func write(_ message: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    FileHandle.standardOutput.write(try encoder.encode(message) + [UInt8(ascii: "\n")])
}

while let line = readLine() {
    let request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
    switch request.cmd {
    case "hello": try write(testee.hello)
    case "run":
        var answer = testee.answer(request)
        answer.seq = request.seq
        try write(answer)
    case "bye": exit(0)
    default: continue
    }
}
