"""Places, lines and pictures. Knows nothing of missions, databases or Streamlit."""
