module pinverifier

go 1.24
