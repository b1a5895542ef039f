// Asks the emitted policy about hosts and certificates: HOST FILE... with the certificates of a validated path, DER, leaf first.

import Foundation

let host = CommandLine.arguments[1]
let path = try CommandLine.arguments.dropFirst(2).map { try [UInt8](Data(contentsOf: URL(fileURLWithPath: $0))) }
do {
    let verdict = try Pins.policy.verdict(host: host, path: path)
    print(verdict.isAccepted ? "accepted" : "refused")
} catch {
    print("malformed")
}
