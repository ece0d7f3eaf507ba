"""The same core function under PySpark, in local mode with two worker processes: the same rows as the local runner."""

from __future__ import annotations

import os
import shutil
import sys

import pyarrow as pa
import pytest

from tidewaiter.bulk.frames import SPARK_SCHEMA, map_in_arrow
from tidewaiter.bulk.job import Job
from tidewaiter.bulk.reading import read_file

DAY = "2026-01-01"


@pytest.fixture(scope="module")
def spark():
    pyspark = pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not here")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = pyspark.sql.SparkSession.builder.master("local[2]").appName("tidewaiter")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "40",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def bytes_of(table):
    """The rows in order, as bytes."""
    sink = pa.BufferOutputStream()
    flat = table.sort_by("row").combine_chunks()
    with pa.ipc.new_stream(sink, flat.schema) as writer:
        for batch in flat.to_batches():
            writer.write_batch(batch)
    return sink.getvalue().to_pybytes()


def test_spark_gives_the_rows_of_the_local_runner(book, spark, listed, tmp_path):
    import pyarrow.parquet as pq

    path, out = tmp_path / "catalogue.csv", tmp_path / "out.parquet"
    rows = [f"{n},{smiles}," for n, smiles in enumerate(listed[::7])]
    path.write_text("\n".join(["id,smiles,name", *rows, "w,,fentanyl", "x,C1CC,", "y,CCCCCCO,"]) + "\n")
    Job(book, book.question(on=DAY), path, out, workers=2, own=False).run()
    local = pq.read_table(out)

    source = pa.Table.from_batches(list(read_file(path)))
    frame = spark.createDataFrame(source)
    processes = frame.repartition(2).rdd.mapPartitions(lambda _: [os.getpid()]).collect()
    assert len(set(processes)) >= 2
    answered = frame.repartition(2).mapInArrow(map_in_arrow(on=DAY), SPARK_SCHEMA).toArrow()
    answered = answered.select(local.column_names).cast(local.schema.remove_metadata())
    assert bytes_of(answered) == bytes_of(local.replace_schema_metadata(None))
