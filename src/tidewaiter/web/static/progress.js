// Looks how far a catalogue is, once a second, and shows the result when it is there.
const place = document.getElementById("progress");

if (place) {
  const number = new Intl.NumberFormat("en");
  const look = async () => {
    try {
      const answer = await fetch(place.dataset.source, { headers: { accept: "application/json" } });
      if (answer.ok) {
        const job = await answer.json();
        if (job.state === "done" || job.state === "failed") {
          location.reload();
          return;
        }
        document.getElementById("state").textContent = job.state === "waiting" ? "Waiting for its turn" : "Being screened";
        document.getElementById("rows").textContent = number.format(job.rows);
        document.getElementById("hits").textContent = number.format(job.status.hit || 0);
      }
    } catch {
      // the service is away for a moment: the next look may find it
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 500);
}
