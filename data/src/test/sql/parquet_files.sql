-- Writes the Parquet files that the tests of `source` read. For DuckDB, in the folder of the files.
CREATE TABLE t(i INTEGER, l BIGINT, f FLOAT, d DOUBLE, s VARCHAR, b BOOLEAN, day DATE, "at" TIMESTAMP, money DECIMAL(9, 2));
INSERT INTO t VALUES
  (1, 9007199254740993, 0.5, 2.25, 'é x', true, '2024-02-29', '2024-02-29 12:30:01.5', 12.34),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (-3, 4, -1, 1e300, 'z', false, '1969-12-31', '1969-12-31 23:59:59', -0.5);
COPY t TO 'plain.parquet' (FORMAT parquet, COMPRESSION uncompressed);
COPY t TO 'snappy.parquet' (FORMAT parquet, COMPRESSION snappy);
COPY t TO 'zstd.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT [1, 2] AS list) TO 'nested.parquet' (FORMAT parquet);
